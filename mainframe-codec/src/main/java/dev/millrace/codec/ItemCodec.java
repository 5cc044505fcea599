package dev.millrace.codec;

/**
 * Turns the bytes of one item into its value and back. Implementations are immutable and know lengths, but not where in
 * the record they are used: positions are those that {@link RecordBytes} explains. Errors are a {@link FieldFault}.
 */
sealed interface ItemCodec permits CounterCodec, ElementCodec, GroupCodec, TableCodec {

    /** The value of the item that begins at the position. */
    CobolValue decode(RecordBytes record, int position);

    /** Writes the bytes of the item's fields, or throws and leaves them in an unknown state. FILLER is left as it is. */
    void encode(CobolValue value, RecordBytes record, int position);

    /** The value as the kind that the item holds. */
    static <T extends CobolValue> T require(Class<T> kind, CobolValue value, int position) {
        if (kind.isInstance(value)) {
            return kind.cast(value);
        }
        throw new FieldFault(
                ErrorCode.VALUE_WRONG_KIND,
                position,
                "the value is a " + value.getClass().getSimpleName() + ", the field takes a " + kind.getSimpleName(),
                "give a value of the kind that the copybook declares");
    }
}
