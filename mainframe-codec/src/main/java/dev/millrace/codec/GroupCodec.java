package dev.millrace.codec;

import java.util.List;

/** Codec of a group: its fields one after the other. FILLER is passed over. */
final class GroupCodec implements ItemCodec {

    private final GroupFields fields;
    private final GroupPart[] parts;

    GroupCodec(GroupFields fields, List<GroupPart> parts) {
        this.fields = fields;
        this.parts = parts.toArray(GroupPart[]::new);
    }

    @Override
    public CobolValue.Group decode(RecordBytes record, int position) {
        CobolValue[] values = new CobolValue[fields.names().size()];
        for (GroupPart part : parts) {
            part.decode(record, position, values);
        }
        return new CobolValue.Group(fields.names(), List.of(values));
    }

    @Override
    public void encode(CobolValue value, RecordBytes record, int position) {
        int place = record.place(position);
        List<CobolValue> values = fields.inOrder(ItemCodec.require(CobolValue.Group.class, value, place), place);
        for (GroupPart part : parts) {
            part.encode(values, record, position);
        }
    }
}
