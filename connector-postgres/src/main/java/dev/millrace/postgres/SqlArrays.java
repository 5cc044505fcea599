package dev.millrace.postgres;

import dev.millrace.core.change.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as array elements. Numbers and times travel as text, whole numbers as 64 bits, bytes as bytes: all of them exact. */
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
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Date date) {
            return date.date().toString();
        }
        if (value instanceof Value.Time time) {
            return time.time().toString();
        }
        if (value instanceof Value.Timestamp timestamp && timestamp.picoseconds() == 0) {
            return timestamp.dateTime().toString();
        }
        throw new IllegalArgumentException(
                "not a value of a text column: " + value.getClass().getSimpleName());
    }
}
