package dev.millrace.codec.columns;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a record, or of one occurrence of a table of groups: its elementary fields and its tables in order, with the
 * groups around them taken away and FILLER left out. A column has its field's name, in upper case and with underscores for
 * hyphens; where two fields have one name, that of the group stands before it, and of the group around that, until both differ.
 * Immutable.
 */
public final class RecordColumns {
    private final List<Item> items;
    private final List<RecordColumn> columns;
    private final List<int[]> paths;

    /**
     * @param items the fields that the columns were found in
     * @param paths of each column the place of its outermost group among the items, of what is in it there, and so on
     */
    RecordColumns(List<Item> items, List<RecordColumn> columns, List<int[]> paths) {
        this.items = List.copyOf(items);
        this.columns = List.copyOf(columns);
        this.paths = List.copyOf(paths);
    }

    /**
     * The columns of a copybook's record.
     *
     * @throws CodecException {@link ErrorCode#COPYBOOK_UNSUPPORTED} where two fields have one name however far it is qualified
     */
    public static RecordColumns of(Copybook copybook) {
        return ColumnSearch.columns(List.of(copybook)).get(0);
    }

    /**
     * The columns of records that make one row together, so that no name is in two of them: the last that may stand before a name is then that of
     * its 01 item.
     *
     * @return of each copybook, in their order
     * @throws CodecException as {@link #of(Copybook)}
     */
    public static List<RecordColumns> ofOneRow(List<Copybook> copybooks) {
        return ColumnSearch.columns(copybooks);
    }

    public List<RecordColumn> columns() {
        return columns;
    }

    /**
     * The values of the columns, in their order. What stands in place of a group stands for each of its fields.
     *
     * @param record of the layout that the columns were made of
     */
    public List<CobolValue> values(CobolValue.Group record) {
        List<CobolValue> values = new ArrayList<>(paths.size());
        for (int[] path : paths) {
            CobolValue value = record;
            for (int place : path) {
                if (!(value instanceof CobolValue.Group group)) {
                    break;
                }
                value = group.values().get(place);
            }
            values.add(value);
        }
        return values;
    }

    /**
     * The record that has these values: the way back from {@link #values}.
     *
     * @param values of the columns, in their order
     * @throws IllegalArgumentException where there are more or fewer than columns
     */
    public CobolValue.Group record(List<CobolValue> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + columns.size() + " columns");
        }
        return group(items, new Taken(values));
    }

    private static CobolValue.Group group(List<Item> items, Taken values) {
        List<CobolValue> fields = new ArrayList<>(items.size());
        for (Item item : items) {
            fields.add(isFlattened(item) ? present((GroupItem) item, values) : values.next());
        }
        return new CobolValue.Group(items.stream().map(Item::name).toList(), fields);
    }

    /** A group that redefines another is there, or all of its columns are absent. */
    private static CobolValue present(GroupItem item, Taken values) {
        int first = values.count;
        CobolValue.Group group = group(item.fields(), values);
        List<CobolValue> ofGroup = values.all.subList(first, values.count);
        boolean isAbsent = !ofGroup.isEmpty() && ofGroup.stream().allMatch(CobolValue.ABSENT::equals);
        return isAbsent ? CobolValue.ABSENT : group;
    }

    /** Values in their order, and how many of them have a place. */
    private static final class Taken {
        private final List<CobolValue> all;
        private int count;

        Taken(List<CobolValue> all) {
            this.all = all;
        }

        CobolValue next() {
            return all.get(count++);
        }
    }

    /** Whether the item's fields are columns in its place. */
    static boolean isFlattened(Item item) {
        return item instanceof GroupItem && item.occurs() == Occurs.ONCE;
    }
}
