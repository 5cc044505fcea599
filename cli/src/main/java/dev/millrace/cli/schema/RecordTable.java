package dev.millrace.cli.schema;

import dev.millrace.codec.ElementItem;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumn.Presence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A table of records.
 *
 * @param record name of the copybook's 01 item
 * @param source the table's name in the records
 * @param columns in their order
 * @param key names of some of the columns
 * @param keyChoice who has chosen them
 */
record RecordTable(
        String record,
        String source,
        List<RecordColumn> columns,
        List<String> key,
        KeyChoice keyChoice,
        TableLayout layout) {

    /** Who says what identifies a row. */
    enum KeyChoice {
        GIVEN,
        /** Nobody: it is the first column that can be one. */
        ASSUMED
    }

    /** The table's name in a target: the source's, without what qualifies it. */
    String target() {
        return targetName(source.substring(source.lastIndexOf('.') + 1));
    }

    /** Names of the columns that hold floating-point numbers, be it within tables. */
    List<String> reals() {
        return columns.stream()
                .filter(column -> within(column).anyMatch(RecordTable::isReal))
                .map(RecordColumn::name)
                .toList();
    }

    /** Names of the columns, those within tables too, that share their bytes with others. */
    List<String> alternatives() {
        return columns.stream()
                .flatMap(RecordTable::within)
                .filter(column -> column.presence() == Presence.SOMETIMES)
                .map(RecordColumn::name)
                .toList();
    }

    private static boolean isReal(RecordColumn column) {
        return column.item() instanceof ElementItem field && FieldType.of(field) instanceof FieldType.Real;
    }

    /** The column and those of its occurrences. */
    private static Stream<RecordColumn> within(RecordColumn column) {
        Stream<RecordColumn> inner = column.fields().stream().flatMap(fields -> fields.columns().stream());
        return Stream.concat(Stream.of(column), inner.flatMap(RecordTable::within));
    }

    /** The name of a column in a target. */
    static String targetName(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    /** Names of the columns that hold arrays. */
    List<String> tables() {
        return columns.stream()
                .filter(RecordTable::isTable)
                .map(RecordColumn::name)
                .toList();
    }

    /** Whether the column holds an array. */
    static boolean isTable(RecordColumn column) {
        return column.item().occurs() != Occurs.ONCE;
    }
}
