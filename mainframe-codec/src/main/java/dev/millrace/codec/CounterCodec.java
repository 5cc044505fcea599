package dev.millrace.codec;

import java.math.BigDecimal;

/** Codec of an integer that says how often tables occur: tells it to the record, for their codecs. */
final class CounterCodec implements ItemCodec {

    private final ElementCodec element;
    private final int counter;
    private final BigDecimal least;
    private final BigDecimal most;

    /**
     * @param counter number of the counter in the record
     * @param least that all of its tables may have
     * @param most that all of its tables may have
     */
    CounterCodec(ElementCodec element, int counter, int least, int most) {
        this.element = element;
        this.counter = counter;
        this.least = BigDecimal.valueOf(least);
        this.most = BigDecimal.valueOf(most);
    }

    @Override
    public CobolValue decode(RecordBytes record, int position) {
        CobolValue value = element.decode(record, position);
        tell(value, record, position);
        return value;
    }

    @Override
    public void encode(CobolValue value, RecordBytes record, int position) {
        element.encode(value, record, position);
        tell(value, record, position);
    }

    private void tell(CobolValue value, RecordBytes record, int position) {
        BigDecimal number = ((CobolValue.Decimal) value).value();
        int place = record.place(position);
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw new FieldFault(
                    ErrorCode.COUNTER_OUT_OF_RANGE,
                    place,
                    "the number of occurrences is not between " + least + " and " + most + ", the field is 0x"
                            + Hex.of(record.bytes(), place, element.length()),
                    "check that the copybook is that of the data");
        }
        record.tell(counter, number.intValue());
    }
}
