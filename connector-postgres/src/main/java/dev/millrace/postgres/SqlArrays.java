package dev.millrace.postgres;

import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as array elements. Numbers and times travel as text, whole numbers as 64 bits, bytes as bytes, arrays as the text that the server
 * itself writes for them: all of them exact.
 */
final class SqlArrays {
    private SqlArrays() {}

    static <T> @Nullable Object[] elements(ArrayColumn<T> column, List<T> items) {
        @Nullable Object[] elements = newArray(column.carrier(), items.size());
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element(column.carrier(), column.value().apply(items.get(i)));
        }
        return elements;
    }

    private static @Nullable Object[] newArray(Carrier carrier, int length) {
        return switch (carrier) {
            case WHOLE -> new @Nullable Long[length];
            case BOOL -> new @Nullable Boolean[length];
            case BINARY -> new byte @Nullable [length][];
            case TEXT -> new @Nullable String[length];
        };
    }

    private static @Nullable Object element(Carrier carrier, Value value) {
        if (value == Value.Null.NULL) {
            return null;
        }
        return switch (carrier) {
            case WHOLE -> ((Value.Decimal) value).number().longValueExact();
            case BOOL -> ((Value.Bool) value).truth();
            case BINARY -> ((Value.Binary) value).bytes();
            case TEXT -> text(value);
        };
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            BigDecimal number = decimal.number();
            // An exponent may stand for many zeros.
            return number.scale() < 0 ? number.toString() : number.toPlainString();
        }
        if (value instanceof Value.Date date) {
            return date.date().toString();
        }
        if (value instanceof Value.Time time) {
            return time.time().toString();
        }
        if (value instanceof Value.Timestamp timestamp && timestamp.picoseconds() == 0) {
            // In UTC, whatever the session's time zone is; a column without a time zone ignores it.
            return timestamp.dateTime() + "Z";
        }
        if (value instanceof Value.Items items) {
            return items.values().stream().map(SqlArrays::quoted).collect(Collectors.joining(",", "{", "}"));
        }
        throw new IllegalArgumentException(
                "not a value of a text column: " + value.getClass().getSimpleName());
    }

    /** In quotes nothing means anything but quotes and backslashes; without them it is NULL. */
    private static String quoted(Value element) {
        return element == Value.Null.NULL
                ? "NULL"
                : '"' + elementText(element).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Of an array, what travels as text only there too. */
    private static String elementText(Value element) {
        if (element instanceof Value.Bool bool) {
            return bool.truth() ? "t" : "f";
        }
        if (element instanceof Value.Binary binary) {
            return "\\x" + HexFormat.of().formatHex(binary.bytes());
        }
        return text(element);
    }
}
