package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.util.HexFormat;

/**
 * Bytes; formats without a binary kind write them as hexadecimal digits.
 *
 * @param maxLength in bytes
 */
public record BinaryType(int maxLength) implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        byte[] bytes = bytesOf(value, place);
        if (bytes.length > maxLength) {
            throw new Rejection(RejectionReason.VALUE_TOO_LONG, place);
        }
        return value instanceof Value.Binary ? value : new Value.Binary(bytes);
    }

    private static byte[] bytesOf(Value value, String place) throws Rejection {
        if (value instanceof Value.Binary binary) {
            return binary.bytes();
        }
        if (value instanceof Value.Text text) {
            try {
                return HexFormat.of().parseHex(text.text());
            } catch (IllegalArgumentException notHexadecimal) {
                throw new Rejection(RejectionReason.VALUE_TYPE, place);
            }
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
