package dev.millrace.bench.engine;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import java.util.List;

/** The one table of the benchmark, as a target has found it. */
final class SampleTable {
    static final String SOURCE = "BANK.ACCOUNT";

    /** Made anew for each contestant; tables are compared by identity. */
    static TargetTable create() {
        return new TargetTable(
                "public.account",
                List.of(
                        new Column("account_id", DecimalType.numeric(11, 0), false),
                        new Column("customer_id", DecimalType.numeric(9, 0), false),
                        new Column("holder", new TextType(40, TextType.Padding.SIGNIFICANT), false),
                        new Column("active_status", new TextType(1, TextType.Padding.SIGNIFICANT), false),
                        new Column("current_balance", DecimalType.numeric(12, 2), false),
                        new Column("open_date", new DateType(), true)),
                List.of(0));
    }

    private SampleTable() {}
}
