package dev.millrace.simulator.dispatch;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.unit.CapturedChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of records under a copybook: the keys of the parents, then the bytes of the key fields as the record has them. Fields have a
 * fixed width, so no two keys read alike.
 *
 * @param fields in the order of the key
 */
record RecordKey(List<Field> fields) implements KeyMaker {

    /** Where in the record a key field is, in bytes. */
    record Field(int offset, int length) {}

    /**
     * The key of these fields.
     *
     * @param names of columns: {@code ACCOUNT_ID} is the field {@code ACCOUNT-ID}
     * @return empty where the copybook lacks one, or has it several times or behind what varies
     */
    static Optional<RecordKey> of(Copybook copybook, List<String> names) {
        Map<String, Field> fixed = new HashMap<>();
        collect(copybook.root(), fixed);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            @Nullable Field field = fixed.get(name);
            if (field == null) {
                return Optional.empty();
            }
            fields.add(field);
        }
        return Optional.of(new RecordKey(fields));
    }

    /** The elementary fields that stand once; false where the end of the group varies: what is behind it moves. */
    private static boolean collect(GroupItem group, Map<String, Field> fixed) {
        for (Item item : group.items()) {
            if (item instanceof GroupItem inner) {
                Map<String, Field> within = item.occurs() instanceof Occurs.Once ? fixed : new HashMap<>();
                if (!collect(inner, within)) {
                    return false;
                }
            } else if (item instanceof ElementItem && item.occurs() instanceof Occurs.Once) {
                fixed.put(SourceColumn.nameOf(item.name()), new Field(item.offset(), item.length()));
            }
            if (item.occurs() instanceof Occurs.Depending) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] key(CapturedChange change) throws KeyException {
        byte[] image = change.image();
        byte[] parents = change.parentKey();
        int length = parents.length;
        for (Field field : fields) {
            if (field.offset() + field.length() > image.length) {
                throw new KeyException("a record of " + image.length + " bytes, too short for its key");
            }
            length += field.length();
        }
        byte[] key = new byte[length];
        System.arraycopy(parents, 0, key, 0, parents.length);
        int at = parents.length;
        for (Field field : fields) {
            System.arraycopy(image, field.offset(), key, at, field.length());
            at += field.length();
        }
        return key;
    }
}
