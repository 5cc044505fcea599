package dev.millrace.core.format.qlik;

import dev.millrace.core.format.DecimalSequence;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;

final class QlikHistoriesTest extends FormatContract {
    QlikHistoriesTest() {
        super(new QlikFormat(RecordRules.strict(), KitTables.named(TABLE, DecimalSequence.SEQUENCE)), new QlikWriter());
    }
}
