package dev.millrace.codec;

/** Codec of numbers of USAGE NATIONAL: zoned decimal numbers whose digits and sign are characters of UTF-16. */
final class NationalDecimalCodec implements ElementCodec {

    private final ZonedDecimalCodec zoned;

    NationalDecimalCodec(DataType.NationalDecimal type) {
        this.zoned = new ZonedDecimalCodec(type.zoned());
    }

    @Override
    public int length() {
        return 2 * zoned.length();
    }

    @Override
    public CobolValue.Decimal decode(byte[] buffer, int position) {
        byte[] characters = new byte[zoned.length()];
        for (int i = 0; i < characters.length; i++) {
            byte low = buffer[position + 2 * i + 1];
            characters[i] = buffer[position + 2 * i] != 0
                    ? 0
                    : switch (low) {
                        case '+' -> CodePage.PLUS;
                        case '-' -> CodePage.MINUS;
                        case ' ' -> CodePage.BLANK;
                        default -> low >= '0' && low <= '9' ? (byte) (0xF0 + low - '0') : 0;
                    };
        }
        try {
            return zoned.decode(characters, 0);
        } catch (FieldFault fault) {
            throw new FieldFault(
                    ErrorCode.FIELD_INVALID_DIGIT,
                    position,
                    "a character is no digit and no sign in its place, the field is 0x"
                            + Hex.of(buffer, position, length()),
                    "check that the copybook is that of the data, and that the data was transferred in binary");
        }
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        zoned.encode(value, buffer, position);
        // From the last on, so that none is overwritten before it is read.
        for (int i = zoned.length() - 1; i >= 0; i--) {
            byte digit = buffer[position + i];
            buffer[position + 2 * i + 1] = (byte)
                    switch (digit) {
                        case CodePage.PLUS -> '+';
                        case CodePage.MINUS -> '-';
                        case CodePage.BLANK -> ' ';
                        default -> '0' + (digit & 0x0F);
                    };
            buffer[position + 2 * i] = 0;
        }
    }
}
