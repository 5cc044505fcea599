package dev.millrace.core.format.precisely;

import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.StoreClock;

final class PreciselyJsonHistoriesTest extends FormatContract {
    PreciselyJsonHistoriesTest() {
        super(
                new PreciselyJsonFormat(
                        PreciselyTags.defaults(),
                        RecordRules.strict(),
                        LoadRules.none(),
                        KitTables.named(TABLE, StoreClock.STCK)),
                new PreciselyJsonWriter(PreciselyTags.defaults()));
    }
}
