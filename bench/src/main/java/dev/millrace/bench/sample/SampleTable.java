package dev.millrace.bench.sample;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import java.util.List;

/** The one table of the benchmark, as a target has found it. */
public final class SampleTable {
    public static final String SOURCE = "BANK.ACCOUNT";

    /** As a configuration defines its columns, for a target without types of its own. */
    public static final String COLUMNS = "[account_id numeric(11), customer_id numeric(9), holder varchar(40),"
            + " active_status varchar(1), \"current_balance numeric(12,2)\", open_date date]";

    /** Made anew for each contestant; tables are compared by identity. */
    public static TargetTable create() {
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
