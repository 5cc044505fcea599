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

/** Reads a row that is a JSON object: a column for each field, its value exactly as it is written. */
public final class JsonRow {
    private JsonRow() {}

    /**
     * The row of the object that the parser is at the start of; at its end afterwards.
     *
     * @param place of what is rejected
     * @throws IOException where it is no JSON
     */
    public static Row read(JsonParser parser, LeftOutColumns leftOut, String place) throws IOException, Rejection {
        Row.Builder row = new Row.Builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String column = parser.currentName();
            row.add(column, value(parser, parser.nextToken(), leftOut, place));
        }
        return leftOut == LeftOutColumns.AS_NULL ? row.buildWithoutNulls() : row.build();
    }

    private static Value items(JsonParser parser, LeftOutColumns leftOut, String place) throws IOException, Rejection {
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token, leftOut, place));
        }
        return new Value.Items(items);
    }

    /** Nesting has the parser's limit. */
    private static Value value(JsonParser parser, JsonToken token, LeftOutColumns leftOut, String place)
            throws IOException, Rejection {
        return switch (token) {
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, place);
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> Value.Null.NULL;
            case START_ARRAY -> items(parser, leftOut, place);
            case START_OBJECT -> new Value.Fields(read(parser, leftOut, place));
            default -> throw new Rejection(RejectionReason.UNDECODABLE, place);
        };
    }

    /** JSON sets no end to an exponent, Java does. */
    private static Value number(JsonParser parser, String place) throws IOException, Rejection {
        try {
            return new Value.Decimal(parser.getDecimalValue());
        } catch (NumberFormatException beyondAnyColumn) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
    }
}
