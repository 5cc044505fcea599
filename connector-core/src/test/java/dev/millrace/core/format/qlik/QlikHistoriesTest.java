package dev.millrace.core.format.qlik;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.DecimalSequence;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;

final class QlikHistoriesTest extends FormatContract {
    private static final Format FORMAT =
            new QlikFormat(RecordRules.strict(), KitTables.named("BANK.KIT", DecimalSequence.SEQUENCE));
    private static final ChangeWriter WRITER = new QlikWriter();

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
