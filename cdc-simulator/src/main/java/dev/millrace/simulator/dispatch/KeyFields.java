package dev.millrace.simulator.dispatch;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumn.Presence;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.simulator.source.SourceColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The fields of a copybook's record that may be in a key: elementary ones that every record has once and at the same place. Not
 * floating-point ones, which can be stored in several ways for one number. Immutable.
 */
final class KeyFields {
    private final Map<String, RecordKey.Field> fields;

    private KeyFields(Map<String, RecordKey.Field> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** By the names of their columns, as connectors have them; {@link dev.millrace.codec.CodecException} where two have one. */
    static KeyFields of(Copybook copybook) {
        int fixedBytes = variableTable(copybook.root()).orElse(copybook.recordLength());
        Map<String, RecordKey.Field> fields = new HashMap<>();
        for (RecordColumn column : RecordColumns.of(copybook).columns()) {
            if (column.item() instanceof ElementItem field && isFit(column, field) && field.offset() < fixedBytes) {
                fields.put(column.name(), new RecordKey.Field(field.offset(), field.length()));
            }
        }
        return new KeyFields(fields);
    }

    private static boolean isFit(RecordColumn column, ElementItem field) {
        return column.presence() == Presence.ALWAYS
                && field.occurs() instanceof Occurs.Once
                && !(field.type() instanceof DataType.FloatingPoint);
    }

    /** Where the first table of variable length begins: what is behind it moves. */
    private static OptionalInt variableTable(GroupItem group) {
        for (Item item : group.items()) {
            if (item.occurs() instanceof Occurs.Depending) {
                return OptionalInt.of(item.offset());
            }
            OptionalInt within = item instanceof GroupItem inner ? variableTable(inner) : OptionalInt.empty();
            if (within.isPresent()) {
                return within;
            }
        }
        return OptionalInt.empty();
    }

    /** Those of the names that are none of these fields. */
    List<String> unfit(List<String> names) {
        return names.stream()
                .filter(name -> !fields.containsKey(SourceColumn.nameOf(name)))
                .toList();
    }

    /**
     * The key of these fields.
     *
     * @param names in the order of the key, none of them {@link #unfit}; {@code ACCOUNT_ID} is the field {@code ACCOUNT-ID}
     */
    RecordKey key(List<String> names) {
        return new RecordKey(
                names.stream().map(SourceColumn::nameOf).map(fields::get).toList());
    }
}
