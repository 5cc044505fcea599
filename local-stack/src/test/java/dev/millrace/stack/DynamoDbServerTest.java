package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DynamoDbServerTest extends StoreServerTest<DynamoDbServer> {
    private static final Duration USUAL = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    DynamoDbServer start(Path where, Storage storage, Ports ports) {
        return DynamoDbServer.start(where, storage, BindAddress.LOOPBACK, ports);
    }

    @Override
    int port(DynamoDbServer server) {
        return URI.create(server.endpoint()).getPort();
    }

    @Override
    void createTable(DynamoDbServer server) throws Exception {
        call(server, "us-east-1", USUAL, "CreateTable", """
                {"TableName":"thing","BillingMode":"PAY_PER_REQUEST",
                "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],
                "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}""");
    }

    @Override
    void insert(DynamoDbServer server, int id) throws Exception {
        call(
                server,
                "us-east-1",
                USUAL,
                "PutItem",
                "{\"TableName\":\"thing\",\"Item\":{\"id\":{\"N\":\"" + id + "\"}}}");
    }

    @Override
    Set<Integer> ids(DynamoDbServer server, Duration patience) throws Exception {
        return scan(server, "us-east-1", patience);
    }

    private Set<Integer> scan(DynamoDbServer server, String region, Duration patience) throws Exception {
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode item : call(server, region, patience, "Scan", "{\"TableName\":\"thing\",\"ConsistentRead\":true}")
                .at("/Items")) {
            ids.add(item.at("/id/N").asInt());
        }
        return ids;
    }

    @Test
    void it_reports_to_nobody_and_every_region_sees_the_same_tables() throws Exception {
        try (DynamoDbServer server = start(directory, Storage.FLEETING, Ports::free)) {
            createTable(server);
            insert(server, 7);
            assertEquals(Set.of(7), scan(server, "eu-central-1", USUAL));
            String command = ProcessHandle.of(server.pid())
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
            assertEquals("", command.contains("-disableTelemetry") ? "" : command);
        }
    }

    /** By HTTP: what a client library would add is not what is tested. */
    private JsonNode call(DynamoDbServer server, String region, Duration patience, String operation, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint()))
                .timeout(patience)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/" + region
                                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return new ObjectMapper().readTree(response.body());
    }
}
