package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of one record, as they were read; made and used by one thread. Tags come in any order. */
final class PreciselyEnvelope {
    private final PreciselyTags tags;
    private final LeftOutColumns leftOut;

    @Nullable
    String objectName;

    @Nullable
    String operation;

    @Nullable
    String stck;

    @Nullable
    String ordinal;

    @Nullable
    Row before;

    @Nullable
    Row after;

    PreciselyEnvelope(PreciselyTags tags, LeftOutColumns leftOut) {
        this.tags = tags;
        this.leftOut = leftOut;
    }

    /** @param parser at the start of the record's object; at its end afterwards */
    void read(JsonParser parser) throws IOException, Rejection {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String tag = parser.currentName();
            JsonToken token = parser.nextToken();
            if (tag.equals(tags.afterImage())) {
                after = once(after, image(parser, token, tag), tag);
            } else if (tag.equals(tags.beforeImage())) {
                before = once(before, image(parser, token, tag), tag);
            } else if (token.isStructStart()) {
                requireUnknown(tag);
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                readText(parser, tag);
            }
        }
    }

    /** A tag of ours that is no text is malformed, which is not the same as missing. */
    private void requireUnknown(String tag) throws Rejection {
        boolean ours = tag.equals(tags.objectName())
                || tag.equals(tags.operation())
                || tag.equals(tags.stck())
                || tags.ordinal().filter(tag::equals).isPresent();
        if (ours) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
    }

    private void readText(JsonParser parser, String tag) throws IOException, Rejection {
        if (tag.equals(tags.objectName())) {
            objectName = once(objectName, parser.getText(), tag);
        } else if (tag.equals(tags.operation())) {
            operation = once(operation, parser.getText(), tag);
        } else if (tag.equals(tags.stck())) {
            stck = once(stck, parser.getText(), tag);
        } else if (tags.ordinal().isPresent() && tag.equals(tags.ordinal().get())) {
            ordinal = once(ordinal, parser.getText(), tag);
        }
    }

    private static <T> @Nullable T once(@Nullable T seen, @Nullable T now, String tag) throws Rejection {
        if (seen != null) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
        return now;
    }

    private @Nullable Row image(JsonParser parser, JsonToken token, String tag) throws IOException, Rejection {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
        return row(parser, tag);
    }

    private Row row(JsonParser parser, String tag) throws IOException, Rejection {
        Row.Builder row = new Row.Builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String column = parser.currentName();
            row.add(column, value(parser, parser.nextToken(), tag));
        }
        return leftOut == LeftOutColumns.AS_NULL ? row.buildWithoutNulls() : row.build();
    }

    private Value items(JsonParser parser, String tag) throws IOException, Rejection {
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token, tag));
        }
        return new Value.Items(items);
    }

    /** Nesting has the parser's limit. */
    private Value value(JsonParser parser, JsonToken token, String tag) throws IOException, Rejection {
        return switch (token) {
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, tag);
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> Value.Null.NULL;
            case START_ARRAY -> items(parser, tag);
            case START_OBJECT -> new Value.Fields(row(parser, tag));
            default -> throw new Rejection(RejectionReason.UNDECODABLE, tag);
        };
    }

    /** JSON sets no end to an exponent, Java does. */
    private static Value number(JsonParser parser, String tag) throws IOException, Rejection {
        try {
            return new Value.Decimal(parser.getDecimalValue());
        } catch (NumberFormatException beyondAnyColumn) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, tag);
        }
    }
}
