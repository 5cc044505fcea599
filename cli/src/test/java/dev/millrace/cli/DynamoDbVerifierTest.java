package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.DynamoDbServer;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.Storage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier calls equal in DynamoDB, and what it must not. */
final class DynamoDbVerifierTest {
    private static final String PART =
            "'pk':{'S':'ID#1'},'sk':{'S':'CODE#X#NR#7'},'id':{'N':'1'},'code':{'S':'X'},'nr':{'N':'7'}";

    @TempDir
    static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DynamoDbServer server;
    private static StoreVerifier verifier;

    @BeforeAll
    static void start() {
        server = DynamoDbServer.start(directory.resolve("server"), Storage.FLEETING);
        StackFile stack =
                StackFile.of(new StackFile.DynamoDb(server.endpoint(), "us-east-1", "local", "local", server.pid()));
        verifier = new StoreVerifier(directory, TargetKind.DYNAMODB, stack);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void equal() throws Exception {
        createTable("thing", "id", "N", "");
        createTable("part", "pk", "S", "sk");
        createTable("millrace_progress", "pk", "S", "");
        put("thing", "'id':{'N':'1'},'name':{'S':'one'},'amount':{'N':'1.50'},'millrace_version':{'B':'AQ=='}");
        put("thing", "'id':{'N':'2'},'name':{'S':''},'amount':{'N':'-0.05'}");
        put("thing", "'id':{'N':'3'},'millrace_deleted':{'BOOL':true},'millrace_expires':{'N':'1'}");
        put("part", PART + ",'amount':{'N':'0.00'}");
    }

    @AfterEach
    void clear() throws Exception {
        for (JsonNode table : call("ListTables", "{}").at("/TableNames")) {
            call("DeleteTable", "{'TableName':'" + table.asText() + "'}");
        }
    }

    @Test
    void items_are_equal_without_tombstones() {
        verifier.assertEqual();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'id':{'N':'1'},'name':{'S':'one'},'amount':{'N':'1.51'}"
                        + " | thing 1: amount is \"1.51\" (N), at the source \"1.5\" (N)",
                "'id':{'N':'1'},'name':{'S':'one'},'amount':{'S':'1.5'}"
                        + " | thing 1: amount is \"1.5\" (S), at the source \"1.5\" (N)",
                "'id':{'N':'1'},'name':{'S':'one'} | thing 1: amount is NULL, at the source \"1.5\" (N)",
                "'id':{'N':'1'},'name':{'S':'one'},'amount':{'NULL':true}"
                        + " | thing 1: amount is \"true\" (NULL), at the source \"1.5\" (N)",
                "'id':{'N':'1'},'name':{'S':'one '},'amount':{'N':'1.5'}"
                        + " | thing 1: name is \"one \" (S), at the source \"one\" (S)",
                "'id':{'N':'1'},'name':{'S':'one'},'amount':{'N':'1.5'},'note':{'L':[{'S':'x'}]}"
                        + " | thing 1: note is \"[{\"S\":\"x\"}]\" (L), at the source NULL",
                "'id':{'N':'2'},'millrace_deleted':{'BOOL':true} | thing 2: missing in the target",
                "'id':{'N':'3'},'millrace_deleted':{'BOOL':false} | thing 3: in the target, but not at the source",
                "'id':{'N':'9'} | thing 9: in the target, but not at the source"
            })
    void one_item_behind_its_back_is_one_named_difference(String item, String difference) throws Exception {
        put("thing", item);
        verifier.assertDifferences(difference);
    }

    @Test
    void a_key_that_is_not_made_of_its_columns_is_a_difference() throws Exception {
        call("DeleteItem", "{'TableName':'part','Key':{'pk':{'S':'ID#1'},'sk':{'S':'CODE#X#NR#7'}}}");
        put("part", PART.replace("CODE#X", "CODE#Y") + ",'amount':{'N':'0'}");
        verifier.assertDifferences("part 1/X/7: sk is \"CODE#Y#NR#7\" (S), at the source \"CODE#X#NR#7\" (S)");
    }

    @Test
    void tables_are_compared_both_ways_and_so_are_their_keys() throws Exception {
        createTable("other", "id", "N", "");
        call("DeleteTable", "{'TableName':'part'}");
        call("DeleteTable", "{'TableName':'thing'}");
        createTable("thing", "id", "S", "");
        verifier.assertDifferences(
                "thing: column id is of type HASH S, not HASH N",
                "part: the table is missing in the target",
                "other: a table in the target, but not at the source",
                "thing 1: missing in the target",
                "thing 2: missing in the target",
                "part 1/X/7: missing in the target");
    }

    @Test
    void a_table_of_many_pages_is_read_to_its_end() throws Exception {
        String large = "x".repeat(300_000);
        for (int id = 11; id <= 16; id++) {
            put("thing", "'id':{'N':'" + id + "'},'millrace_deleted':{'BOOL':true},'note':{'S':'" + large + "'}");
        }
        verifier.assertEqual();
    }

    private static void createTable(String name, String partition, String type, String sort) throws Exception {
        String attributes = "{'AttributeName':'" + partition + "','AttributeType':'" + type + "'}";
        String keys = "{'AttributeName':'" + partition + "','KeyType':'HASH'}";
        if (!sort.isEmpty()) {
            attributes += ",{'AttributeName':'" + sort + "','AttributeType':'S'}";
            keys += ",{'AttributeName':'" + sort + "','KeyType':'RANGE'}";
        }
        call(
                "CreateTable",
                "{'TableName':'" + name + "','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[" + attributes
                        + "],'KeySchema':[" + keys + "]}");
    }

    private static void put(String table, String item) throws Exception {
        call("PutItem", "{'TableName':'" + table + "','Item':{" + item + "}}");
    }

    /** @param body JSON with single quotes */
    private static JsonNode call(String operation, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint()))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return new ObjectMapper().readTree(response.body());
    }
}
