package dev.millrace.simulator.dispatch;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.unit.CapturedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key of records under a copybook: the keys of the parents, then the bytes of the key fields as the record has them. Fields have a
 * fixed width, so no two keys read alike.
 *
 * @param fields in the order of the key
 * @param recordLength that the copybook gives to the shortest record
 */
record RecordKey(List<Field> fields, int recordLength) implements KeyMaker {

    /** Where in the record a key field is, in bytes. */
    record Field(int offset, int length) {}

    /**
     * The key of these fields.
     *
     * @param names of columns: {@code ACCOUNT_ID} is the field {@code ACCOUNT-ID}
     * @return empty where the copybook lacks one, or has it several times or behind what varies
     */
    static Optional<RecordKey> of(Copybook copybook, List<String> names) {
        int fixed = fixedBytes(copybook.root());
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            Optional<Field> field =
                    find(copybook.root(), name).filter(found -> found.offset() + found.length() <= fixed);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(new RecordKey(fields, copybook.shortestRecordLength()));
    }

    /** Where the first table begins that depends on a counter: what lies behind it has no place of its own. */
    private static int fixedBytes(GroupItem group) {
        int fixed = Integer.MAX_VALUE;
        for (Item item : group.items()) {
            if (item.occurs() instanceof Occurs.Depending) {
                fixed = Math.min(fixed, item.offset());
            } else if (item instanceof GroupItem inner) {
                fixed = Math.min(fixed, fixedBytes(inner));
            }
        }
        return fixed;
    }

    private static Optional<Field> find(GroupItem group, String name) {
        for (Item item : group.items()) {
            if (!(item.occurs() instanceof Occurs.Once)) {
                continue;
            }
            if (item instanceof GroupItem inner) {
                Optional<Field> within = find(inner, name);
                if (within.isPresent()) {
                    return within;
                }
            } else if (item instanceof ElementItem
                    && SourceColumn.nameOf(item.name()).equals(name)) {
                return Optional.of(new Field(item.offset(), item.length()));
            }
        }
        return Optional.empty();
    }

    @Override
    public byte[] key(CapturedChange change) throws KeyException {
        byte[] image = change.image();
        if (image.length < recordLength) {
            throw new KeyException("a record of " + image.length + " bytes, its copybook has " + recordLength);
        }
        int length = change.parentKey().length;
        for (Field field : fields) {
            length += field.length();
        }
        byte[] key = new byte[length];
        System.arraycopy(change.parentKey(), 0, key, 0, change.parentKey().length);
        int at = change.parentKey().length;
        for (Field field : fields) {
            System.arraycopy(image, field.offset(), key, at, field.length());
            at += field.length();
        }
        return key;
    }
}
