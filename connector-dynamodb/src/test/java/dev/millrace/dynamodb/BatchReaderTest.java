package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Many versions in few calls, however little the service answers at once. */
class BatchReaderTest {
    private static final Pattern KEY = Pattern.compile("\\{\"id\":\\{\"N\":\"(\\d+)\"}}");

    private final FakeService service = FakeService.start();
    private final DynamoDbAsyncClient client =
            Clients.open(TestSettings.at(service.endpoint()).build(), Samples.ANYBODY, Clients.threads());
    private final BatchReader reader = new BatchReader(client, new FaultWatch(new Continuity(), Optional.empty()));
    private final ItemKey key = new TableMapper(Samples.table("t", List.of("id"), "id bigint"))
            .map()
            .orElseThrow()
            .key();

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    /** Answers the first keys of each question and gives the others back. */
    private void answering(int most) {
        service.on("BatchGetItem", (exchange, call) -> {
            List<String> asked = KEY.matcher(call.body())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            String items = asked.stream()
                    .limit(most)
                    .map(id -> "{\"id\":{\"N\":\"" + id + "\"},\"a\":{\"N\":\"" + id + "\"}}")
                    .collect(Collectors.joining(","));
            String left = asked.stream()
                    .skip(most)
                    .map(id -> "{\"id\":{\"N\":\"" + id + "\"}}")
                    .collect(Collectors.joining(","));
            String unprocessed = left.isEmpty() ? "{}" : "{\"t\":{\"Keys\":[" + left + "],\"ConsistentRead\":true}}";
            FakeService.send(
                    exchange, 200, "{\"Responses\":{\"t\":[" + items + "]},\"UnprocessedKeys\":" + unprocessed + "}");
        });
    }

    private Map<List<AttributeValue>, AttributeValue> read(int keys) {
        return reader.read(
                "t",
                key,
                IntStream.range(0, keys)
                        .mapToObj(id -> Map.of("id", AttributeValue.fromN(Integer.toString(id))))
                        .toList(),
                "a");
    }

    @Test
    void aHundredKeysAreAskedAtOnce() {
        answering(100);
        assertEquals(250, read(250).size());
        assertEquals(3, service.calls("BatchGetItem").size());
        assertEquals(0, read(0).size());
    }

    @Test
    void keysThatComeBackAreAskedAgain() {
        answering(30);
        assertEquals(100, read(100).size());
        assertEquals(4, service.calls("BatchGetItem").size());
    }

    @Test
    void aServiceThatAnswersNothingIsThrottling() {
        answering(0);
        TargetException failed = assertThrows(TargetException.class, () -> read(1));
        assertEquals(FailureKind.TRANSIENT, failed.kind());
        assertEquals(BatchReader.UNPROCESSED, failed.code());
    }

    @Test
    void readsAreConsistent() {
        answering(100);
        read(1);
        assertEquals(true, service.calls("BatchGetItem").get(0).body().contains("\"ConsistentRead\":true"));
    }
}
