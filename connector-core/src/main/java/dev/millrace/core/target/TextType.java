package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;

/**
 * Text. Half of a surrogate pair is rejected: no encoder can write it, most replace it silently.
 *
 * @param maxLength in characters (code points)
 * @param padding what trailing blanks mean
 */
public record TextType(int maxLength, Padding padding) implements ColumnType {

    /** What trailing blanks mean to the target. */
    public enum Padding {
        /** Part of the value. */
        SIGNIFICANT,
        /** None: {@code 'A'} and {@code 'A '} are one value, as in {@code char(n)}. */
        IGNORED
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Text given)) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        String text = given.text();
        int end = padding == Padding.IGNORED ? lengthWithoutTrailingBlanks(text) : text.length();
        if (codePoints(text, end, place) > maxLength) {
            throw new Rejection(RejectionReason.VALUE_TOO_LONG, place);
        }
        return end == text.length() ? given : new Value.Text(text.substring(0, end));
    }

    /** @throws Rejection {@code VALUE_TYPE} for half of a surrogate pair */
    static void requireWhole(String text, String place) throws Rejection {
        int unused = codePoints(text, text.length(), place);
    }

    private static int lengthWithoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    private static int codePoints(String text, int end, String place) throws Rejection {
        int count = 0;
        for (int i = 0; i < end; i++, count++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == end || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new Rejection(RejectionReason.VALUE_TYPE, place);
                }
                i++;
            }
        }
        return count;
    }
}
