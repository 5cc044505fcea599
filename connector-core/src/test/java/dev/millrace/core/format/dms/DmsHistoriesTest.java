package dev.millrace.core.format.dms;

import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.Truncates;

final class DmsHistoriesTest extends FormatContract {
    DmsHistoriesTest() {
        super(
                new DmsFormat(
                        DmsPosition.IGNORED,
                        "before-image",
                        RecordRules.strict(),
                        Truncates.STOP,
                        KitTables.named(TABLE, DmsPosition.IGNORED.kind())),
                new DmsWriter("before-image"));
    }
}
