package dev.millrace.core.format.iidr;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.CommitTime;
import dev.millrace.core.format.CommitTime.Place;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;

final class IidrHistoriesTest extends FormatContract {
    private static final Format FORMAT =
            new IidrFormat("B_", RecordRules.strict(), KitTables.named("BANK.KIT", new CommitTime(Place.NONE)));
    private static final ChangeWriter WRITER = new IidrWriter("B_");

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
