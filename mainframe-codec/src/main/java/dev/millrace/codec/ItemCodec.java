package dev.millrace.codec;

/**
 * Turns the bytes of one item into its value and back. One implementation for each {@link DataType}, and one each for
 * groups and tables. Implementations are immutable and know lengths, but not where in the record they are used.
 *
 * <p>The caller has made sure that the buffer holds the whole record. Errors are a {@link FieldFault}.
 */
sealed interface ItemCodec
        permits BinaryCodec, FloatCodec, GroupCodec, PackedDecimalCodec, TableCodec, TextCodec, ZonedDecimalCodec {

    /** The value of the item that begins at the position. */
    CobolValue decode(byte[] buffer, int position);

    /** Writes all bytes of the item, or throws and leaves them in an unknown state. */
    void encode(CobolValue value, byte[] buffer, int position);

    /** The codec of one occurrence or of all, as the item's OCCURS clause says. */
    static ItemCodec of(Item item, HostEncoding encoding) {
        ItemCodec single = item instanceof GroupItem group
                ? new GroupCodec(group, encoding)
                : ofType(((ElementItem) item).type(), encoding);
        return item.occurs() instanceof Occurs.Fixed table
                ? new TableCodec(single, item.length(), table.times())
                : single;
    }

    private static ItemCodec ofType(DataType type, HostEncoding encoding) {
        if (type instanceof DataType.Text text) {
            return new TextCodec(text, encoding.codePage());
        }
        if (type instanceof DataType.PackedDecimal packed) {
            return new PackedDecimalCodec(packed);
        }
        if (type instanceof DataType.Binary binary) {
            return new BinaryCodec(binary);
        }
        if (type instanceof DataType.FloatingPoint floating) {
            return new FloatCodec(floating, encoding.floatFormat());
        }
        return new ZonedDecimalCodec((DataType.ZonedDecimal) type);
    }

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
