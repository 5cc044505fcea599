package dev.millrace.codec;

import java.math.BigDecimal;

/**
 * Codec of floating-point numbers. A number decodes to the shortest decimal that is encoded to the same bits again; a decimal is
 * encoded to the nearest number, and refused beyond the largest.
 *
 * <p>Hexadecimal numbers that are not normalised, and minus zero, decode to their value, and so come back in their usual
 * form. Infinities and what is not a number are faults of the field.
 */
final class FloatCodec implements ElementCodec {

    private final int length;
    private final FloatLayout layout;

    FloatCodec(DataType.FloatingPoint type, FloatFormat format) {
        this.length = type.length();
        this.layout = format.layout(length);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CobolValue.Decimal decode(byte[] buffer, int position) {
        long stored = 0;
        for (int i = 0; i < length; i++) {
            stored = stored << Byte.SIZE | (buffer[position + i] & 0xFF);
        }
        if (layout.isNoNumber(stored)) {
            throw new FieldFault(
                    ErrorCode.FIELD_NO_NUMBER,
                    position,
                    "the field is an infinity or no number, 0x" + Hex.of(buffer, position, length),
                    "check that the copybook and the format of floating-point numbers are those of the data");
        }
        long significand = layout.significand(stored);
        if (significand == 0) {
            return new CobolValue.Decimal(BigDecimal.ZERO);
        }
        int power = layout.power(stored);
        while (significand < layout.normal() && power > layout.lowest()) {
            significand <<= layout.step();
            power -= layout.step();
        }
        BigDecimal number = ShortestDecimal.of(layout, significand, power);
        return new CobolValue.Decimal(layout.isNegative(stored) ? number.negate() : number);
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        BigDecimal number =
                ItemCodec.require(CobolValue.Decimal.class, value, position).value();
        long rest = NearestFloat.of(layout, number)
                .orElseThrow(() -> new FieldFault(
                        ErrorCode.NUMBER_OUT_OF_RANGE,
                        position,
                        "the number is beyond the largest of the " + length + " bytes of the field",
                        "give a smaller number, or a field of COMP-2 in the copybook and in all programs that use it"));
        for (int i = length - 1; i >= 0; i--) {
            buffer[position + i] = (byte) rest;
            rest >>= Byte.SIZE;
        }
    }
}
