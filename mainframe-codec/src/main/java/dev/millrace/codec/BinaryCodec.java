package dev.millrace.codec;

import java.math.BigInteger;

/**
 * Codec of binary numbers: two's complement of 2, 4 or 8 bytes, the highest first, or as many bytes without a sign.
 *
 * <p>The bytes are the limit, not the picture, in both directions: programs compiled with TRUNC(BIN) or TRUNC(OPT), and Db2 with its
 * SMALLINT in an S9(4), store more digits than the picture has.
 */
final class BinaryCodec implements ElementCodec {

    private final DataType.Binary type;
    private final int bytes;

    BinaryCodec(DataType.Binary type) {
        this.type = type;
        this.bytes = type.length();
    }

    @Override
    public int length() {
        return bytes;
    }

    @Override
    public CobolValue.Decimal decode(byte[] buffer, int position) {
        long value = type.isSigned() ? buffer[position] : buffer[position] & 0xFF;
        for (int i = 1; i < bytes; i++) {
            value = (value << Byte.SIZE) | (buffer[position + i] & 0xFF);
        }
        return new CobolValue.Decimal(
                value < 0 && !type.isSigned()
                        ? UnscaledDigits.number(new BigInteger(1, buffer, position, bytes), type.scale())
                        : UnscaledDigits.number(value, type.scale()));
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        BigInteger unscaled = UnscaledDigits.exactly(
                ItemCodec.require(CobolValue.Decimal.class, value, position).value(),
                type,
                DataType.Numeric.MAX_DIGITS,
                position);
        if (unscaled.bitLength() > bytes * Byte.SIZE - (type.isSigned() ? 1 : 0)) {
            throw new FieldFault(
                    ErrorCode.NUMBER_OUT_OF_RANGE,
                    position,
                    "the number does not fit the " + bytes + " bytes of the field",
                    "give a smaller number, or enlarge the picture in the copybook and in all programs that use it");
        }
        long rest = unscaled.longValue();
        for (int i = bytes - 1; i >= 0; i--) {
            buffer[position + i] = (byte) rest;
            rest >>= Byte.SIZE;
        }
    }
}
