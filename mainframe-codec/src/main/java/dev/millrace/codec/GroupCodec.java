package dev.millrace.codec;

import java.util.Arrays;
import java.util.List;

/** Codec of a group: its fields one after the other, FILLER skipped on the way in and blank on the way out. */
final class GroupCodec implements ItemCodec {

    private final int length;
    private final List<String> names;
    private final int[] offsets;
    private final ItemCodec[] codecs;

    GroupCodec(GroupItem group, HostEncoding encoding) {
        List<Item> fields = group.fields();
        this.length = group.length();
        this.names = fields.stream().map(Item::name).toList();
        this.offsets = fields.stream()
                .mapToInt(field -> field.offset() - group.offset())
                .toArray();
        this.codecs =
                fields.stream().map(field -> ItemCodec.of(field, encoding)).toArray(ItemCodec[]::new);
    }

    @Override
    public CobolValue.Group decode(byte[] buffer, int position) {
        CobolValue[] values = new CobolValue[codecs.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = codecs[i].decode(buffer, position + offsets[i]);
            } catch (FieldFault fault) {
                throw fault.under(names.get(i));
            }
        }
        return new CobolValue.Group(names, List.of(values));
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        CobolValue.Group group = ItemCodec.require(CobolValue.Group.class, value, position);
        GroupFields.requireExactly(names, group.names(), position);
        boolean inOrder = names.equals(group.names());
        Arrays.fill(buffer, position, position + length, CodePage.BLANK);
        for (int i = 0; i < codecs.length; i++) {
            CobolValue field = inOrder ? group.values().get(i) : group.get(names.get(i));
            try {
                codecs[i].encode(field, buffer, position + offsets[i]);
            } catch (FieldFault fault) {
                throw fault.under(names.get(i));
            }
        }
    }
}
