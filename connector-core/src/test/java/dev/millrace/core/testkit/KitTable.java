package dev.millrace.core.testkit;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import dev.millrace.core.target.TextType.Padding;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;
import java.util.List;
import java.util.Locale;

/**
 * A table of the kit, for the connector to create in its own way. Only key columns refuse NULL: a target that keeps tombstones
 * in the row has to empty all others.
 *
 * @param sourceName as changes name it
 * @param targetName as the target names it
 * @param sourceSeparator what stands between the words of a column's name at the source; an underscore at the target
 * @param keyIndexes of the key's columns in {@code columns}, in the key's order, which is not the columns'
 */
public record KitTable(
        String sourceName, String targetName, char sourceSeparator, List<Column> columns, List<Integer> keyIndexes) {

    /** Three key columns out of order, of which one is padded and two could run into each other when they are joined. */
    public static final KitTable ACCOUNT = new KitTable(
            "ACCOUNT",
            "account",
            '_',
            List.of(
                    new Column("account_id", DecimalType.numeric(10, 0), false),
                    new Column("holder_name", new TextType(30, Padding.SIGNIFICANT), true),
                    new Column("region", new TextType(6, Padding.SIGNIFICANT), false),
                    new Column("branch", new TextType(4, Padding.IGNORED), false),
                    new Column("status", new TextType(8, Padding.IGNORED), true),
                    new Column("balance", DecimalType.numeric(15, 2), true),
                    new Column("rate", DecimalType.numeric(31, 10), true),
                    new Column("opened_on", new DateType(), true),
                    new Column("changed_at", new TimestampType(6), true)),
            List.of(3, 2, 0));

    /** One key column in the middle, its values alike but for case and trailing blanks. */
    public static final KitTable EVENT = new KitTable(
            "EVENT",
            "event",
            '-',
            List.of(
                    new Column("active", new BoolType(), true),
                    new Column("event_id", new TextType(12, Padding.SIGNIFICANT), false),
                    new Column("at_time", new TimeType(6), true),
                    new Column("amount", DecimalType.whole(4), true),
                    new Column("total", DecimalType.whole(8), true),
                    new Column("payload", new BinaryType(64), true),
                    new Column("note", new TextType(200, Padding.SIGNIFICANT), true)),
            List.of(1));

    /** The tables that a connector creates for the contract. */
    public static List<KitTable> all() {
        return List.of(ACCOUNT, EVENT);
    }

    /** The table as a connector would find it that holds exactly what the kit describes. */
    public TargetTable targetTable() {
        return new TargetTable(targetName, columns, keyIndexes);
    }

    /** The key's columns, in its order. */
    public List<String> key() {
        return keyIndexes.stream().map(index -> columns.get(index).name()).toList();
    }

    /** The table as a configuration would define it for a connector whose database has no types of its own. */
    public DefinedTable defined() {
        return new DefinedTable("tables", sourceName, key(), targetTable(), Writes.VERSION_BYTES);
    }

    String sourceColumn(int index) {
        return columns.get(index).name().toUpperCase(Locale.ROOT).replace('_', sourceSeparator);
    }

    boolean isKey(int index) {
        return keyIndexes.contains(index);
    }

    List<Value> keyOf(List<Value> row) {
        return keyIndexes.stream().map(row::get).toList();
    }
}
