package dev.millrace.core.format.iidr;

import dev.millrace.core.format.CommitTime;
import dev.millrace.core.format.CommitTime.Place;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;

final class IidrHistoriesTest extends FormatContract {
    IidrHistoriesTest() {
        super(
                new IidrFormat("B_", RecordRules.strict(), KitTables.named(TABLE, new CommitTime(Place.NONE))),
                new IidrWriter("B_"));
    }
}
