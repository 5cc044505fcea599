package dev.millrace.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item as the service documents it ("DynamoDB item sizes and formats"): names and texts in UTF-8, bytes as they are, a
 * number one byte for two significant digits and one more, true, false and NULL one byte, a list or a map three bytes and one more for
 * each element.
 */
final class ItemSize {
    /** 400 KB. */
    static final int MOST = 400 * 1024;

    private static final int COLLECTION = 3;
    private static final int ELEMENT = 1;

    private ItemSize() {}

    /** In bytes. */
    static int of(Map<String, AttributeValue> item) {
        int size = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            size += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return size;
    }

    static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case L ->
                COLLECTION
                        + value.l().stream()
                                .mapToInt(each -> ELEMENT + of(each))
                                .sum();
            case M -> COLLECTION + ELEMENT * value.m().size() + of(value.m());
            default -> throw new IllegalArgumentException("the connector writes no " + value.type());
        };
    }

    private static int number(String text) {
        int first = -1;
        int last = -1;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < '0' || character > '9') {
                continue;
            }
            digits++;
            if (character != '0') {
                first = first < 0 ? digits : first;
                last = digits;
            }
        }
        int significant = first < 0 ? 0 : last - first + 1;
        return (significant + 1) / 2 + 1;
    }

    /** Without making the bytes: every text of every item comes here. */
    static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x800) {
                // Each half of a surrogate pair stands for two of its four bytes.
                bytes += Character.isSurrogate(unit) ? 1 : 2;
            } else if (unit >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
