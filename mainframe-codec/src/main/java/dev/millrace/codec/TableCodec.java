package dev.millrace.codec;

import java.util.List;

/** Codec of an item with OCCURS n TIMES: the item n times over. */
final class TableCodec implements ItemCodec {

    private final ItemCodec element;
    private final int elementLength;
    private final int times;

    TableCodec(ItemCodec element, int elementLength, int times) {
        this.element = element;
        this.elementLength = elementLength;
        this.times = times;
    }

    @Override
    public CobolValue.Table decode(byte[] buffer, int position) {
        CobolValue[] elements = new CobolValue[times];
        for (int i = 0; i < times; i++) {
            try {
                elements[i] = element.decode(buffer, position + i * elementLength);
            } catch (FieldFault fault) {
                throw fault.at(i + 1);
            }
        }
        return new CobolValue.Table(List.of(elements));
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        List<CobolValue> elements =
                ItemCodec.require(CobolValue.Table.class, value, position).elements();
        if (elements.size() != times) {
            throw new FieldFault(
                    ErrorCode.TABLE_SIZE,
                    position,
                    "the table has " + elements.size() + " elements, its OCCURS clause says " + times,
                    "give exactly " + times + " elements");
        }
        for (int i = 0; i < times; i++) {
            try {
                element.encode(elements.get(i), buffer, position + i * elementLength);
            } catch (FieldFault fault) {
                throw fault.at(i + 1);
            }
        }
    }
}
