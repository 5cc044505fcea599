package dev.millrace.core.format.precisely;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.ChangeWriter.WrittenChange;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatFuzz;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.avro.Framing;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a record is read or refused. That what is read is right, the test of Avro's values compares. */
class PreciselyAvroFuzzTest {
    private static final Instant TIME = Instant.parse("2026-03-29T00:59:59Z");
    private static final List<Operation> OPERATIONS = List.of(Operation.values());
    private static final Set<String> PLACES = Set.of(
            "value",
            "framing",
            "schema id",
            "object_name",
            "change_op",
            "stck",
            "before_image",
            "after_image",
            "BANK.KIT");
    private static final String ROW =
            "{\"ID\":1,\"CODE\":\"A\",\"AMOUNT\":-12.5,\"NAME\":\"\\u00e4\",\"OPENED\":\"2018-06-01\","
                    + "\"AT\":null,\"STAMP\":\"2018-06-01-13.18.41.780264123456\",\"RAW\":\"00ff\",\"FLAG\":true}";

    private final SplittableRandom random = new SplittableRandom(1);

    private static Schema schema(String id) throws Rejection {
        if (id.equals("8")) {
            throw new Rejection(RejectionReason.UNDECODABLE, "schema id");
        }
        return PreciselyAvroWriter.SCHEMA;
    }

    private static Format format(Framing framing) {
        return new PreciselyAvroFormat(
                PreciselyTags.defaults(),
                RecordRules.strict(),
                LoadRules.none(),
                KitTables.named("BANK.KIT", StoreClock.STCK),
                framing,
                PreciselyAvroFuzzTest::schema);
    }

    private static byte[] written(PreciselyAvroWriter.Frame frame, Operation operation) throws Rejection {
        return new PreciselyAvroWriter(frame)
                .write(new WrittenChange("BANK.KIT", operation, TIME, ROW, ROW))
                .value();
    }

    private void fuzz(Framing framing, List<PreciselyAvroWriter.Frame> frames) throws Rejection {
        Format format = format(framing);
        int read = 0;
        for (int i = 0; i < FormatFuzz.INPUTS; i++) {
            Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
            byte[] input = damaged(written(frames.get(random.nextInt(frames.size())), operation));
            try {
                assertTrue(format.read(new KitRecord(input, List.of(), TIME.toEpochMilli()))
                        .isPresent());
                read++;
            } catch (Rejection rejected) {
                assertTrue(PLACES.contains(rejected.place()), rejected.place());
            } catch (SourceFault fault) {
                assertTrue(PLACES.contains(fault.place()), fault.place());
            } catch (SchemaUnavailable | RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), escaped);
            }
        }
        assertTrue(read > FormatFuzz.INPUTS / 100 && read < FormatFuzz.INPUTS, "read " + read);
    }

    private byte[] damaged(byte[] record) {
        byte[] bytes = record;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes.clone();
            bytes[Math.min(at, bytes.length - 1)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void damaged_records_of_confluents_framing_are_read_or_refused() throws Rejection {
        fuzz(Framing.CONFLUENT, List.of(value -> Frames.confluent(7, value)));
    }

    @Test
    void damaged_records_of_glues_framing_are_read_or_refused() throws Rejection {
        fuzz(Framing.GLUE, List.of(Frames::glue, Frames::deflated));
    }
}
