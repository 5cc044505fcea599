package dev.millrace.core.format.dms;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.Truncates;

final class DmsHistoriesTest extends FormatContract {
    private static final Format FORMAT = new DmsFormat(
            DmsPosition.IGNORED,
            "before-image",
            RecordRules.strict(),
            Truncates.STOP,
            KitTables.named("BANK.KIT", DmsPosition.IGNORED.kind()));
    private static final ChangeWriter WRITER = new DmsWriter("before-image");

    @Override
    protected String source() {
        return "BANK.KIT";
    }

    @Override
    protected Format format() {
        return FORMAT;
    }

    @Override
    protected ChangeWriter writer() {
        return WRITER;
    }
}
