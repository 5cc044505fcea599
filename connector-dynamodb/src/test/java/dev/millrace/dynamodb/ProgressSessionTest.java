package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import io.netty.channel.ConnectTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** What stands in for a session, and what the progress costs. */
class ProgressSessionTest {
    private static final ProgressKey KEY = new ProgressKey("group", "cluster", "topic", "id", 3);
    private static final Fault GONE = new Fault(FailureKind.UNAVAILABLE, Fault.CONNECTION_REFUSED);
    private static final Fault LOST = new Fault(FailureKind.UNAVAILABLE, Fault.CONNECTION_LOST);

    private final FakeService service = FakeService.start();
    private final DynamoDbAsyncClient client =
            Clients.open(TestSettings.at(service.endpoint()).build(), Samples.ANYBODY, Clients.threads());
    private final Continuity continuity = new Continuity();
    private final FaultWatch faults = new FaultWatch(continuity, Optional.of(service.endpoint()));
    private final KeyedProgress progress = new KeyedProgress(
            new DynamoDbProgress(
                    client, new BatchReader(client, faults), "millrace_progress", faults, Clock.systemUTC()),
            continuity);

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private void holds(long offset) {
        service.on(
                "BatchGetItem",
                FakeService.ok("{\"Responses\":{\"millrace_progress\":[{\"pk\":{\"S\":\"cluster/topic/group\"},"
                        + "\"sk\":{\"S\":\"id/3\"},\"next_offset\":{\"N\":\"" + offset + "\"}}]},"
                        + "\"UnprocessedKeys\":{}}"));
        service.on("UpdateItem", FakeService.ok("{\"Attributes\":{\"next_offset\":{\"N\":\"9\"}}}"));
    }

    private List<OptionalLong> raise(long expected, long position) {
        return progress.raise(List.of(new ProgressMark(KEY, OptionalLong.of(expected), position)));
    }

    /** A row's write found the server gone: the one that answers next may be a restored one that holds what is expected. */
    @Test
    void theSessionEndsWhereAnyCallFindsTheServerOrTheTableGone() {
        for (Fault fault : List.of(
                GONE,
                LOST,
                new Fault(FailureKind.UNAVAILABLE, Fault.HOST_UNREACHABLE),
                new Fault(FailureKind.UNAVAILABLE, Fault.HOST_UNKNOWN),
                new Fault(FailureKind.FATAL, Fault.RESOURCE_NOT_FOUND))) {
            holds(5);
            assertEquals(List.of(OptionalLong.of(5)), progress.load(List.of(KEY)));
            assertEquals(List.of(OptionalLong.of(9)), raise(5, 9));
            faults.told(fault, "account");
            TargetException ended = assertThrows(TargetException.class, () -> raise(9, 10));
            assertEquals(FailureKind.UNAVAILABLE, ended.kind());
            assertThrows(TargetException.class, () -> raise(9, 10));
            assertEquals(List.of(OptionalLong.of(5)), progress.load(List.of(KEY)));
        }
    }

    private boolean hasBroken() {
        try {
            progress.load(List.of(KEY));
            return false;
        } catch (TargetException ended) {
            progress.load(List.of(KEY));
            return true;
        }
    }

    /** Every attempt at its rows says that it is gone. Were each a break, nothing of any table would ever be marked. */
    @Test
    void aTableThatIsGoneEndsTheSessionOnceAndOnceMoreWhenItIsBack() {
        holds(5);
        ItemTable table = new TableMapper(Samples.table("account", List.of("id"), "id text", "note text"))
                .map()
                .orElseThrow();
        PutRequests requests = new PutRequests(table, Nulls.ABSENT, Optional.empty(), Clock.systemUTC());
        RowWriter writer = new RowWriter(client, Map.of(table.table(), requests), faults);
        RowWrite row = Writes.upsert(table.table(), 1, "1", "x");
        progress.load(List.of(KEY));
        service.on("PutItem", FakeService.error(400, Fault.RESOURCE_NOT_FOUND, "Requested resource not found"));
        for (int attempt = 0; attempt < 4; attempt++) {
            assertEquals(
                    new Outcome.Failed(FailureKind.FATAL, Fault.RESOURCE_NOT_FOUND, Outcome.Scope.ROW),
                    writer.write(row).toCompletableFuture().join());
            assertEquals(attempt == 0, hasBroken());
        }
        service.on("PutItem", FakeService.error(400, "ConditionalCheckFailedException", "refused"));
        for (int attempt = 0; attempt < 4; attempt++) {
            assertEquals(Outcome.STALE, writer.write(row).toCompletableFuture().join());
            assertEquals(attempt == 0, hasBroken());
        }
        service.on("PutItem", FakeService.error(400, Fault.RESOURCE_NOT_FOUND, "Requested resource not found"));
        writer.write(row).toCompletableFuture().join();
        assertEquals(true, hasBroken());
        service.on("PutItem", FakeService.ok("{}"));
        assertEquals(Outcome.APPLIED, writer.write(row).toCompletableFuture().join());
        assertEquals(true, hasBroken());
    }

    /** Of the progress table itself each load says so: the session does not begin before it is back. */
    @Test
    void theProgressTableIsATableLikeOthers() {
        holds(5);
        progress.load(List.of(KEY));
        service.on("UpdateItem", FakeService.error(400, Fault.RESOURCE_NOT_FOUND, "Requested resource not found"));
        service.on("BatchGetItem", FakeService.error(400, Fault.RESOURCE_NOT_FOUND, "Requested resource not found"));
        assertThrows(TargetException.class, () -> raise(5, 9));
        assertThrows(TargetException.class, () -> progress.load(List.of(KEY)));
        holds(5);
        // It answers, and is another one perhaps: what is held counts from the next look on.
        assertEquals(true, hasBroken());
        assertEquals(false, hasBroken());
        assertEquals(List.of(OptionalLong.of(9)), raise(5, 9));
    }

    @Test
    void theSessionGoesOnWhereTheServiceThrottlesOrIsLate() {
        holds(5);
        progress.load(List.of(KEY));
        faults.told(new Fault(FailureKind.TRANSIENT, Fault.TIMEOUT), "account");
        service.on("UpdateItem", FakeService.error(400, "ThrottlingException", "slow down"));
        assertEquals(
                FailureKind.TRANSIENT,
                assertThrows(TargetException.class, () -> raise(5, 9)).kind());
        holds(5);
        assertEquals(List.of(OptionalLong.of(9)), raise(5, 9));
    }

    /** One dead address of many would keep the progress from ever being raised. */
    @Test
    void theSessionGoesOnWhereAnAddressDoesNotAnswer() {
        holds(5);
        progress.load(List.of(KEY));
        faults.told(SdkClientException.create("", new ConnectTimeoutException()), "account");
        assertEquals(List.of(OptionalLong.of(9)), raise(5, 9));
    }

    @Test
    void theSessionGoesOnWhereAnAddressOfTheServiceRefuses() {
        for (Optional<URI> endpoint : List.of(
                Optional.<URI>empty(),
                Optional.of(URI.create("https://vpce-1.dynamodb.eu-central-1.vpce.amazonaws.com")))) {
            holds(5);
            progress.load(List.of(KEY));
            FaultWatch ofService = new FaultWatch(continuity, endpoint);
            ofService.told(GONE, "account");
            ofService.told(LOST, "account");
            assertEquals(List.of(OptionalLong.of(9)), raise(5, 9));
            ofService.told(new Fault(FailureKind.FATAL, Fault.RESOURCE_NOT_FOUND), "account");
            assertThrows(TargetException.class, () -> raise(9, 10));
            ofService.answered("account");
        }
    }

    /** An operator has lowered it by hand, and otherwise than meant. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"S\":\"5\"}", "{\"N\":\"1.5\"}", "{\"N\":\"-1\"}"})
    void progressThatIsNoOffsetIsSaidAndNothingIsSettled(String value) {
        String item = "{\"pk\":{\"S\":\"cluster/topic/group\"},\"sk\":{\"S\":\"id/3\"},\"next_offset\":" + value
                + ",\"topic_id\":{\"N\":\"1\"},\"kafka_partition\":{\"N\":\"3\"}}";
        holds(5);
        progress.load(List.of(KEY));
        service.on("Query", FakeService.ok("{\"Items\":[" + item + "]}"));
        assertUnreadable(() -> progress.madeAnew(List.of(KEY)));
        progress.load(List.of(KEY));
        service.on("UpdateItem", FakeService.ok("{\"Attributes\":" + item + "}"));
        assertUnreadable(() -> raise(5, 9));
        service.on(
                "BatchGetItem",
                FakeService.ok("{\"Responses\":{\"millrace_progress\":[" + item + "]},\"UnprocessedKeys\":{}}"));
        assertUnreadable(() -> progress.load(List.of(KEY)));
    }

    private static void assertUnreadable(Executable question) {
        TargetException unreadable = assertThrows(TargetException.class, question);
        assertEquals(FailureKind.UNAVAILABLE + " PROGRESS_UNREADABLE", unreadable.kind() + " " + unreadable.code());
    }

    @Test
    void whatIsHeldAlreadyIsReadAndNotWritten() {
        holds(5);
        progress.load(List.of(KEY));
        assertEquals(List.of(OptionalLong.of(5)), raise(5, 5));
        assertEquals(0, service.calls("UpdateItem").size());
        holds(4);
        assertEquals(List.of(OptionalLong.of(4)), raise(5, 5));
    }

    @Test
    void anyNameOfAGroupKeepsToItself() {
        ProgressKey slash = new ProgressKey("a/b", "c", "t", "id", 0);
        ProgressKey other = new ProgressKey("b", "c", "t/a", "id", 0);
        assertEquals("c/t/a%2Fb", ProgressTable.topic(slash));
        assertEquals("c/t%2Fa/b", ProgressTable.topic(other));
    }
}
