package dev.millrace.codec;

import java.util.List;

/**
 * What stands at a place of a group and has something to decode or to measure. The values of the group's fields are one array or
 * list, in which each part has its own.
 */
sealed interface GroupPart {

    /** Decodes the part of a group that begins at a position, into its places among the values. */
    void decode(RecordBytes record, int group, CobolValue[] values);

    /** Encodes the values of this part. */
    void encode(List<CobolValue> values, RecordBytes record, int group);

    /**
     * A named item.
     *
     * @param index of its value
     * @param offset from the start of the group
     */
    record Field(String name, int index, int offset, ItemCodec codec) implements GroupPart {

        @Override
        public void decode(RecordBytes record, int group, CobolValue[] values) {
            try {
                values[index] = codec.decode(record, group + offset);
            } catch (FieldFault fault) {
                throw fault.under(name);
            }
        }

        @Override
        public void encode(List<CobolValue> values, RecordBytes record, int group) {
            try {
                codec.encode(values.get(index), record, group + offset);
            } catch (FieldFault fault) {
                throw fault.under(name);
            }
        }
    }

    /**
     * A table without a name whose length varies: no field, but all behind it depends on it.
     *
     * @param offset from the start of the group
     */
    record UnnamedTable(int offset, TableSize size) implements GroupPart {

        @Override
        public void decode(RecordBytes record, int group, CobolValue[] values) {
            size.close(record, size.times(record, group + offset));
        }

        @Override
        public void encode(List<CobolValue> values, RecordBytes record, int group) {
            size.close(record, size.times(record, group + offset));
        }
    }

    /** Items that share their bytes. */
    record Shared(AlternativesCodec codec) implements GroupPart {

        @Override
        public void decode(RecordBytes record, int group, CobolValue[] values) {
            codec.decode(record, group, values);
        }

        @Override
        public void encode(List<CobolValue> values, RecordBytes record, int group) {
            codec.encode(values, record, group);
        }
    }
}
