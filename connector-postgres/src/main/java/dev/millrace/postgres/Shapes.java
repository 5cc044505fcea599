package dev.millrace.postgres;

import dev.millrace.core.target.ColumnRules;
import dev.millrace.core.target.ColumnRules.MissingColumns;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.UnknownColumns;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Every shape that the tables have had since the start: writes of an older one may still be under way. Safe for all threads. */
final class Shapes {
    private final Layout layout;
    private final RowTravel travel;
    private final SchemaEvolution evolution;
    private final UnknownColumns ignored;
    private final AddedColumns.Listener listener;
    private final Map<TargetTable, Shape> shapes = new ConcurrentHashMap<>();

    Shapes(
            Layout layout,
            RowTravel travel,
            SchemaEvolution evolution,
            UnknownColumns ignored,
            AddedColumns.Listener listener) {
        this.layout = layout;
        this.travel = travel;
        this.evolution = evolution;
        this.ignored = ignored;
        this.listener = listener;
    }

    /** The shape that the catalog has. */
    Shape of(MappedTable table) {
        return keep(table, writer(table));
    }

    /** @param added columns of the table that the database may not have yet */
    Shape of(MappedTable table, List<MappedColumn> added) {
        return keep(table, new AddedColumns(table, added, this::writer, listener));
    }

    private Shape keep(MappedTable mapped, TableWriter writer) {
        Shape shape = new Shape(mapped, mapped.toTargetTable(rules(mapped)), writer);
        shapes.put(shape.table(), shape);
        return shape;
    }

    TableWriter writerOf(TargetTable table) {
        return Objects.requireNonNull(shapes.get(table), "a table of another target")
                .writer();
    }

    private TableWriter writer(MappedTable table) {
        return layout == Layout.SIDECAR ? new SidecarWriter(table, travel) : new InlineWriter(table, travel);
    }

    private ColumnRules rules(MappedTable table) {
        return switch (evolution) {
            case FAIL -> ColumnRules.strict(table.ignored());
            case IGNORE -> new ColumnRules(table.ignored(), ignored, MissingColumns.REJECTED);
            // Whoever asks for a table has had its unknown columns added before, but those that are NULL or of a
            // deleted row. And a
            // change from before the source had the column lacks it.
            case ADD -> new ColumnRules(table.ignored(), (name, column) -> {}, MissingColumns.NULL);
        };
    }
}
