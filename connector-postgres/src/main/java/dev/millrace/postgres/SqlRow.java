package dev.millrace.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of an answer; columns count from 1. Immutable. */
final class SqlRow {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<@Nullable Object> values;

    /** @param values texts, whole numbers, truth values, byte arrays, or null; not changed any more */
    SqlRow(List<@Nullable Object> values) {
        this.values = values;
    }

    boolean isNull(int column) {
        return values.get(column - 1) == null;
    }

    String text(int column) {
        return (String) value(column);
    }

    /** The empty text where there is NULL. */
    String textOrEmpty(int column) {
        return isNull(column) ? "" : text(column);
    }

    long whole(int column) {
        return ((Number) value(column)).longValue();
    }

    boolean flag(int column) {
        return (Boolean) value(column);
    }

    Optional<byte[]> bytes(int column) {
        return Optional.ofNullable((byte[]) values.get(column - 1));
    }

    /** Of a column that is the text of a JSON array of texts: not every way to the server answers with arrays. */
    List<String> texts(int column) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text(column))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("no array of texts in column " + column, unreadable);
        }
        return texts;
    }

    private Object value(int column) {
        return Objects.requireNonNull(values.get(column - 1), () -> "NULL in column " + column);
    }
}
