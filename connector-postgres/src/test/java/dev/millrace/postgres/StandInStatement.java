package dev.millrace.postgres;

import static java.util.Map.entry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** One statement as the service takes it: parameters by name, no arrays either way, one statement, answers of up to 1 MiB. */
final class StandInStatement {
    private static final int MAX_ANSWER = 1 << 20;
    private static final int MAX_ROW = 64 << 10;

    private static final Map<String, Pattern> HINTS = Map.ofEntries(
            entry("DATE", Pattern.compile("\\d{4}-\\d{2}-\\d{2}")),
            entry("TIME", Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?")),
            entry("TIMESTAMP", Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?")),
            entry("DECIMAL", Pattern.compile("[+-]?\\d+(\\.\\d+)?")),
            entry("UUID", Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
            entry("JSON", Pattern.compile("(?s)\\s*[\\[{\"].*[\\]}\"]\\s*")));

    private final StringBuilder sql = new StringBuilder();
    private final List<String> places = new ArrayList<>();

    private StandInStatement() {}

    /** @throws StandInRefusal for more than one statement */
    static StandInStatement of(String named) throws StandInRefusal {
        StandInStatement statement = new StandInStatement();
        statement.read(named);
        return statement;
    }

    private void read(String named) throws StandInRefusal {
        char quote = 0;
        for (int i = 0; i < named.length(); i++) {
            char c = named.charAt(i);
            if (quote != 0 || c == '\'' || c == '"') {
                quote = quote == 0 ? c : c == quote ? 0 : quote;
                sql.append(c);
            } else if (c == ';') {
                throw StandInRefusal.badRequest("Multistatements aren't supported.");
            } else if (c == '?') {
                sql.append("??");
            } else if (named.startsWith("::", i)) {
                sql.append("::");
                i++;
            } else if (c == ':' && i + 1 < named.length() && Character.isJavaIdentifierStart(named.charAt(i + 1))) {
                int end = i + 1;
                while (end < named.length() && Character.isJavaIdentifierPart(named.charAt(end))) {
                    end++;
                }
                places.add(named.substring(i + 1, end));
                sql.append('?');
                i = end - 1;
            } else {
                sql.append(c);
            }
        }
    }

    byte[] run(Connection connection, List<JsonNode> parameters) throws SQLException, StandInRefusal {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            bind(statement, parameters);
            boolean rows = statement.execute();
            JsonWriter answer = JsonWriter.create().writeStartObject();
            answer.writeFieldName("numberOfRecordsUpdated").writeValue(Math.max(0, statement.getUpdateCount()));
            if (rows) {
                answer.writeFieldName("records").writeStartArray();
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        write(found, answer);
                    }
                }
                answer.writeEndArray();
            }
            byte[] bytes = answer.writeEndObject().getBytes();
            if (bytes.length > MAX_ANSWER) {
                throw StandInRefusal.badRequest("Database returned more than the allowed response size limit");
            }
            return bytes;
        }
    }

    private void bind(PreparedStatement statement, List<JsonNode> parameters) throws SQLException, StandInRefusal {
        for (int place = 0; place < places.size(); place++) {
            String name = places.get(place);
            JsonNode parameter = parameters.stream()
                    .filter(it -> it.field("name").orElseThrow().asString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> StandInRefusal.badRequest("Cannot find parameter: " + name));
            bind(statement, place + 1, parameter);
        }
    }

    private static void bind(PreparedStatement statement, int place, JsonNode parameter)
            throws SQLException, StandInRefusal {
        JsonNode value = parameter.field("value").orElseThrow();
        Optional<JsonNode> text = value.field("stringValue");
        Optional<JsonNode> hint = parameter.field("typeHint");
        if (value.field("arrayValue").isPresent()) {
            throw StandInRefusal.badRequest("Array parameters are not supported.");
        }
        if (hint.isPresent() && text.isPresent()) {
            Pattern form = HINTS.get(hint.get().asString());
            if (form == null || !form.matcher(text.get().asString()).matches()) {
                throw StandInRefusal.badRequest("The value does not fit its type hint.");
            }
        }
        if (text.isPresent()) {
            statement.setString(place, text.get().asString());
        } else if (value.field("longValue").isPresent()) {
            statement.setLong(
                    place, Long.parseLong(value.field("longValue").get().asNumber()));
        } else if (value.field("booleanValue").isPresent()) {
            statement.setBoolean(place, value.field("booleanValue").get().asBoolean());
        } else if (value.field("isNull").isPresent()) {
            statement.setNull(place, Types.NULL);
        } else {
            throw StandInRefusal.badRequest("No value that the stand-in knows.");
        }
    }

    private static void write(ResultSet row, JsonWriter answer) throws SQLException, StandInRefusal {
        answer.writeStartArray();
        int size = 0;
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            answer.writeStartObject();
            String type = row.getMetaData().getColumnTypeName(i);
            String text = row.getString(i);
            size += text == null ? 0 : text.length();
            if (text == null) {
                answer.writeFieldName("isNull").writeValue(true);
            } else {
                switch (type) {
                    case "int2", "int4", "int8" ->
                        answer.writeFieldName("longValue").writeValue(row.getLong(i));
                    case "bool" -> answer.writeFieldName("booleanValue").writeValue(row.getBoolean(i));
                    case "bytea" ->
                        answer.writeFieldName("blobValue").writeValue(java.nio.ByteBuffer.wrap(row.getBytes(i)));
                    case "text", "varchar", "bpchar", "numeric", "uuid", "date", "time", "timestamp", "jsonb" ->
                        answer.writeFieldName("stringValue").writeValue(text);
                    default ->
                        throw new StandInRefusal(
                                400, "UnsupportedResultException", "The result contains the unsupported type " + type);
                }
            }
            answer.writeEndObject();
        }
        if (size > MAX_ROW) {
            throw StandInRefusal.badRequest("Database returned more than the allowed row size limit");
        }
        answer.writeEndArray();
    }
}
