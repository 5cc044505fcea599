package dev.millrace.postgres;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of rows as a JSON array, and how long a request it makes, in which it stands as a text once more. For one thread. */
final class JsonRows {
    private static final int ASCII_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;

    private final StringBuilder json = new StringBuilder("[");
    private long bytes = 1;
    private int before = 1;
    private long bytesBefore = 1;

    boolean isEmpty() {
        return json.length() == 1;
    }

    /** @param columns each with its values, of which those at {@code index} are the row's */
    void add(List<@Nullable Object[]> columns, int index, int ordinal) {
        before = json.length();
        bytesBefore = bytes;
        if (!isEmpty()) {
            json.append(',');
        }
        json.append("{\"o\":").append(ordinal);
        for (int i = 0; i < columns.size(); i++) {
            @Nullable Object value = columns.get(i)[index];
            if (value != null) {
                json.append(",\"").append(i).append("\":");
                append(value);
            }
        }
        json.append('}');
        bytes += requestBytes(before);
    }

    /** Takes the row back that was added last. */
    void removeLast() {
        json.setLength(before);
        bytes = bytesBefore;
    }

    /** In UTF-8, with quotes and backslashes doubled. */
    long requestBytes() {
        return bytes;
    }

    String text() {
        return json + "]";
    }

    private void append(Object value) {
        if (value instanceof byte[] binary) {
            json.append("\"\\\\x").append(HexFormat.of().formatHex(binary)).append('"');
        } else if (value instanceof String text) {
            json.append('"');
            appendText(text);
            json.append('"');
        } else {
            json.append(value);
        }
    }

    private void appendText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || isLoneSurrogate(text, i)) {
                // The server refuses a half of a pair. As it is, it would become a question mark on the way.
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                json.append(c);
            }
        }
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private long requestBytes(int from) {
        long sum = 0;
        for (int i = from; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' || c == '\\' || (c >= ASCII_END && c < TWO_BYTES_END) || Character.isSurrogate(c)) {
                sum += 2;
            } else {
                sum += c < ASCII_END ? 1 : 3;
            }
        }
        return sum;
    }
}
