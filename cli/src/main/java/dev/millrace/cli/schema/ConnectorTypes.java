package dev.millrace.cli.schema;

import dev.millrace.codec.ElementItem;
import dev.millrace.codec.columns.RecordColumn;
import java.util.stream.Collectors;

/** Types in the words of the connectors' configuration. */
final class ConnectorTypes {
    private static final int BITS_OF_SMALLINT = 15;
    private static final int BITS_OF_INTEGER = 31;
    private static final int BITS_OF_BIGINT = 63;

    private ConnectorTypes() {}

    /** Of a column, which may be a table. */
    static String of(RecordColumn column) {
        String element = column.item() instanceof ElementItem field ? of(FieldType.of(field)) : struct(column);
        return RecordTable.isTable(column) ? "array<" + element + ">" : element;
    }

    /** Of a field's values: numbers that a register holds are of its type, all others decimal. */
    static String of(FieldType type) {
        if (type instanceof FieldType.Text text) {
            return "varchar(" + text.length() + ")";
        }
        if (type instanceof FieldType.Real) {
            return "double precision";
        }
        FieldType.Decimal number = (FieldType.Decimal) type;
        String decimal = "numeric(" + number.precision() + "," + number.scale() + ")";
        if (number.scale() > 0 || number.least().signum() == 0) {
            return decimal;
        }
        return switch (number.least().toBigIntegerExact().bitLength()) {
            case BITS_OF_SMALLINT -> "smallint";
            case BITS_OF_INTEGER -> "integer";
            case BITS_OF_BIGINT -> "bigint";
            default -> decimal;
        };
    }

    private static String struct(RecordColumn column) {
        return column.fields().orElseThrow().columns().stream()
                .map(field -> RecordTable.targetName(field.name()) + " " + of(field))
                .collect(Collectors.joining(", ", "struct<", ">"));
    }
}
