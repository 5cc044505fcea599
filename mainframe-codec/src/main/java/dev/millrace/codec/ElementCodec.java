package dev.millrace.codec;

/** Codec of an elementary item: one implementation for each {@link DataType}. It sees a buffer that holds the whole item. */
sealed interface ElementCodec extends ItemCodec
        permits BinaryCodec,
                FloatCodec,
                MixedTextCodec,
                NationalDecimalCodec,
                PackedDecimalCodec,
                TextCodec,
                WideTextCodec,
                ZonedDecimalCodec {

    /** Bytes of the item. */
    int length();

    CobolValue decode(byte[] buffer, int position);

    /** Writes all bytes of the item. */
    void encode(CobolValue value, byte[] buffer, int position);

    @Override
    default CobolValue decode(RecordBytes record, int position) {
        return decode(record.bytes(), record.place(position, length()));
    }

    @Override
    default void encode(CobolValue value, RecordBytes record, int position) {
        encode(value, record.bytes(), record.place(position, length()));
    }

    static ElementCodec of(DataType type, HostEncoding encoding) {
        if (type instanceof DataType.Text text) {
            return encoding.codePage().textCodec(text);
        }
        if (type instanceof DataType.WideText wide) {
            return new WideTextCodec(
                    wide,
                    wide.isNational()
                            ? WideCharacters.UTF_16
                            : encoding.codePage().wideCharacters());
        }
        if (type instanceof DataType.NationalDecimal national) {
            return new NationalDecimalCodec(national);
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
}
