package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.util.Locale;
import java.util.regex.Pattern;

/** UUIDs: text of 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between; canonical in lower case. */
public record UuidType() implements ColumnType {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (value instanceof Value.Text text && FORM.matcher(text.text()).matches()) {
            return new Value.Text(text.text().toLowerCase(Locale.ROOT));
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
