package dev.millrace.core.format.precisely;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.StoreClock;

final class PreciselyJsonHistoriesTest extends FormatContract {
    private static final Format FORMAT = new PreciselyJsonFormat(
            PreciselyTags.defaults(),
            RecordRules.strict(),
            LoadRules.none(),
            KitTables.named("BANK.KIT", StoreClock.STCK));
    private static final ChangeWriter WRITER = new PreciselyJsonWriter(PreciselyTags.defaults());

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
