package dev.millrace.codec;

import java.util.List;

/** Codec of an item with an OCCURS clause: the item as often as the clause or its counter says. */
final class TableCodec implements ItemCodec {

    private final ItemCodec element;
    private final TableSize size;

    TableCodec(ItemCodec element, TableSize size) {
        this.element = element;
        this.size = size;
    }

    @Override
    public CobolValue.Table decode(RecordBytes record, int position) {
        int times = size.times(record, position);
        CobolValue[] elements = new CobolValue[times];
        for (int i = 0; i < times; i++) {
            try {
                elements[i] = element.decode(record, position + i * size.elementLength());
            } catch (FieldFault fault) {
                throw fault.at(i + 1);
            }
        }
        size.close(record, times);
        return new CobolValue.Table(List.of(elements));
    }

    @Override
    public void encode(CobolValue value, RecordBytes record, int position) {
        List<CobolValue> elements = ItemCodec.require(CobolValue.Table.class, value, record.place(position))
                .elements();
        int times = size.times(record, position);
        if (elements.size() != times) {
            throw new FieldFault(
                    ErrorCode.TABLE_SIZE,
                    record.place(position),
                    "the table has " + elements.size() + " elements, its " + size.source() + " says " + times,
                    "give exactly " + times + " elements");
        }
        for (int i = 0; i < times; i++) {
            try {
                element.encode(elements.get(i), record, position + i * size.elementLength());
            } catch (FieldFault fault) {
                throw fault.at(i + 1);
            }
        }
        size.close(record, times);
    }
}
