package dev.millrace.cli.verify;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A table of the source as the demo has it in a target: of all its columns those that the target takes, and how it takes them. */
public final class ReplicatedTable {
    /** No target has a column for floating-point numbers. They are exact in this one, if they have room there. */
    private static final ColumnKind.Decimal FLOATING = new ColumnKind.Decimal(38, 10);

    private final SourceTable source;
    private final SourceTable replicated;

    private ReplicatedTable(SourceTable source, SourceTable replicated) {
        this.source = source;
        this.replicated = replicated;
    }

    /** The table in a target. */
    public static ReplicatedTable of(TargetKind target, SourceTable source) {
        List<SourceColumn> columns = source.columns().stream()
                .filter(column -> isTaken(target, column))
                .map(column -> new SourceColumn(column.name(), kind(column.kind()), column.presence()))
                .toList();
        return new ReplicatedTable(source, new SourceTable(source.schema(), source.name(), columns, source.key()));
    }

    private static boolean isTaken(TargetKind target, SourceColumn column) {
        return target != TargetKind.POSTGRES || !(column.kind() instanceof ColumnKind.Array);
    }

    /** Its columns, all of them decimal, text, or arrays; fields of groups have the names that they have in the target. */
    public SourceTable table() {
        return replicated;
    }

    /** Names of the columns that the target has no type for. */
    public List<String> ignored() {
        return source.columns().stream()
                .map(SourceColumn::name)
                .filter(name -> !replicated.has(name))
                .toList();
    }

    private static ColumnKind kind(ColumnKind kind) {
        if (kind instanceof ColumnKind.Floating) {
            return FLOATING;
        }
        if (kind instanceof ColumnKind.Array array) {
            return new ColumnKind.Array(kind(array.element()));
        }
        if (kind instanceof ColumnKind.Struct struct) {
            return new ColumnKind.Struct(struct.fields().stream()
                    .map(field -> new SourceColumn(field.targetName(), kind(field.kind()), field.presence()))
                    .toList());
        }
        return kind;
    }

    /** The row in the target. {@link ArithmeticException} where a floating-point number has no room. */
    SourceRow row(SourceRow row) {
        if (replicated.equals(source)) {
            return row;
        }
        List<Object> values = new ArrayList<>();
        for (SourceColumn column : replicated.columns()) {
            int place = source.indexOf(column.name());
            values.add(value(source.columns().get(place).kind(), row.value(place)));
        }
        return SourceRow.of(replicated, values);
    }

    private static Object value(ColumnKind kind, Object value) {
        if (value == SourceNull.NULL) {
            return value;
        }
        if (kind instanceof ColumnKind.Floating) {
            return ((BigDecimal) value).setScale(FLOATING.scale(), RoundingMode.UNNECESSARY);
        }
        if (kind instanceof ColumnKind.Array array) {
            return ((List<?>) value)
                    .stream().map(element -> value(array.element(), element)).toList();
        }
        if (kind instanceof ColumnKind.Struct struct) {
            List<?> given = (List<?>) value;
            List<Object> values = new ArrayList<>(given.size());
            for (int i = 0; i < given.size(); i++) {
                values.add(value(struct.fields().get(i).kind(), given.get(i)));
            }
            return List.copyOf(values);
        }
        return value;
    }
}
