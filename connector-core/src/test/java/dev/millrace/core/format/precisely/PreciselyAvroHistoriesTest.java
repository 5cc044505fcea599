package dev.millrace.core.format.precisely;

import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.avro.Framing;
import org.junit.jupiter.api.Nested;

/** Histories in each framing, written by Avro's own encoder. */
class PreciselyAvroHistoriesTest {
    private abstract static class Histories extends FormatContract {
        Histories(Framing framing, PreciselyAvroWriter.Frame frame) {
            super(
                    new PreciselyAvroFormat(
                            PreciselyTags.defaults(),
                            RecordRules.strict(),
                            LoadRules.none(),
                            KitTables.named(TABLE, StoreClock.STCK),
                            framing,
                            id -> PreciselyAvroWriter.SCHEMA),
                    new PreciselyAvroWriter(frame));
        }
    }

    @Nested
    class OfConfluent extends Histories {
        OfConfluent() {
            super(Framing.CONFLUENT, value -> Frames.confluent(7, value));
        }
    }

    @Nested
    class OfGlue extends Histories {
        OfGlue() {
            super(Framing.GLUE, Frames::glue);
        }
    }

    @Nested
    class OfGlueCompressed extends Histories {
        OfGlueCompressed() {
            super(Framing.GLUE, Frames::deflated);
        }
    }
}
