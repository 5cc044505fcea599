package dev.millrace.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * DynamoDB: all tables, by consistent scans over plain HTTP, numbers as the service writes them. A table's catalog knows its keys only;
 * the type of every other attribute stands beside its value.
 */
final class DynamoDbReader implements TargetReader {
    /** What the connector keeps for itself. */
    private static final String PROGRESS = "millrace_progress";

    private static final String DELETED = "millrace_deleted";
    private static final Set<String> OWN = Set.of("millrace_version", DELETED, "millrace_expires");
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final StackFile.DynamoDb server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Map<String, String>> shapes = new LinkedHashMap<>();

    private DynamoDbReader(StackFile.DynamoDb server) {
        this.server = server;
    }

    static DynamoDbReader open(StackFile.DynamoDb server) {
        DynamoDbReader reader = new DynamoDbReader(server);
        reader.readShapes();
        return reader;
    }

    private void readShapes() {
        pages("ListTables", mapper.createObjectNode(), "ExclusiveStartTableName", "LastEvaluatedTableName", page -> {
            for (JsonNode name : page.at("/TableNames")) {
                if (!name.asText().equals(PROGRESS)) {
                    shapes.put(name.asText(), keys(name.asText()));
                }
            }
        });
    }

    private Map<String, String> keys(String table) {
        JsonNode description = call("DescribeTable", mapper.createObjectNode().put("TableName", table))
                .at("/Table");
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode attribute : description.at("/AttributeDefinitions")) {
            types.put(
                    attribute.at("/AttributeName").asText(),
                    attribute.at("/AttributeType").asText());
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (JsonNode key : description.at("/KeySchema")) {
            String name = key.at("/AttributeName").asText();
            keys.put(name, key.at("/KeyType").asText() + " " + types.get(name));
        }
        return keys;
    }

    @Override
    public Map<String, Map<String, String>> shapes() {
        return shapes;
    }

    @Override
    public Map<String, String> shape(SourceTable table) {
        if (DynamoDbKeys.isComposed(table)) {
            return Map.of(DynamoDbKeys.PARTITION, "HASH S", DynamoDbKeys.SORT, "RANGE S");
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : table.key()) {
            SourceColumn column = table.column(name);
            keys.put(column.targetName(), (keys.isEmpty() ? "HASH " : "RANGE ") + type(column.kind()));
        }
        return keys;
    }

    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Array) {
            return "L";
        }
        return kind instanceof ColumnKind.Decimal ? "N" : "S";
    }

    @Override
    public void read(SourceTable table, Consumer<Map<String, StoredValue>> each) {
        ObjectNode scan =
                mapper.createObjectNode().put("TableName", table.targetName()).put("ConsistentRead", true);
        pages("Scan", scan, "ExclusiveStartKey", "LastEvaluatedKey", page -> {
            for (JsonNode item : page.at("/Items")) {
                if (!item.at("/" + DELETED + "/BOOL").asBoolean(false)) {
                    each.accept(row(item));
                }
            }
        });
    }

    private static Map<String, StoredValue> row(JsonNode item) {
        Map<String, StoredValue> row = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            if (!OWN.contains(attribute.getKey())) {
                // An attribute is an object with one field: its type.
                for (Map.Entry<String, JsonNode> value : attribute.getValue().properties()) {
                    JsonNode content = value.getValue();
                    String text = content.isTextual()
                            ? content.textValue()
                            : DynamoDbAttributes.canonical(content).toString();
                    row.put(attribute.getKey(), new StoredValue(text, value.getKey()));
                }
            }
        }
        return row;
    }

    @Override
    public Map<String, StoredValue> expected(SourceRow row) {
        Map<String, StoredValue> values = new LinkedHashMap<>();
        List<SourceColumn> columns = row.table().columns();
        for (int i = 0; i < columns.size(); i++) {
            SourceColumn column = columns.get(i);
            if (row.value(i) != SourceNull.NULL) {
                JsonNode content = DynamoDbAttributes.content(column.kind(), row.value(i));
                values.put(
                        column.targetName(),
                        new StoredValue(
                                content.isTextual() ? content.textValue() : content.toString(), type(column.kind())));
            }
        }
        if (DynamoDbKeys.isComposed(row.table())) {
            values.put(DynamoDbKeys.PARTITION, new StoredValue(DynamoDbKeys.partition(row), "S"));
            values.put(DynamoDbKeys.SORT, new StoredValue(DynamoDbKeys.sort(row), "S"));
        }
        return values;
    }

    /** Calls until the answer names no place to go on from. */
    private void pages(String operation, ObjectNode request, String start, String last, Consumer<JsonNode> page) {
        Optional<JsonNode> next = Optional.empty();
        do {
            next.ifPresent(place -> request.set(start, place));
            JsonNode answer = call(operation, request);
            page.accept(answer);
            next = Optional.ofNullable(answer.get(last));
        } while (next.isPresent());
    }

    private JsonNode call(String operation, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint()))
                .timeout(ANSWER)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                // DynamoDB Local wants a signature, and takes any.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + server.accessKeyId() + "/20260101/" + server.region()
                                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return mapper.readTree(response.body());
            }
            throw unreadable("it answers " + operation + " with status " + response.statusCode());
        } catch (IOException failure) {
            throw unreadable(failure.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreadable("interrupted");
        }
    }

    private CommandFailure unreadable(String why) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "DynamoDB at " + server.endpoint() + " cannot be read (" + why + ")",
                "check that the demo still runs");
    }

    /** Nothing is held. */
    @Override
    public void close() {}
}
