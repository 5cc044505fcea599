package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.CapturedChange;
import java.util.List;

/**
 * The key of records under a copybook: the keys of the parents, then the bytes of the key fields as the record has them. Fields have a
 * fixed width, so no two keys read alike.
 *
 * @param fields in the order of the key
 */
record RecordKey(List<Field> fields) implements KeyMaker {

    RecordKey {
        fields = List.copyOf(fields);
    }

    /** Where in the record a key field is, in bytes. */
    record Field(int offset, int length) {}

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
