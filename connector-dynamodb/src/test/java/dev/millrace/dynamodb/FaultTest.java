package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.FakeService.Reply;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.timeout.WriteTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** What each answer of the service means, as the client brings it. */
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {
    private static final String DESCRIPTION = "{\"Table\":{\"TableName\":\"account\",\"TableStatus\":\"ACTIVE\","
            + "\"AttributeDefinitions\":[{\"AttributeName\":\"%1$s\",\"AttributeType\":\"S\"}%3$s],"
            + "\"KeySchema\":[{\"AttributeName\":\"%1$s\",\"KeyType\":\"HASH\"}%2$s]}}";

    private final FakeService service = FakeService.start()
            .on("DescribeTable", (exchange, call) -> FakeService.send(exchange, 200, description(call.body())))
            .on("DescribeTimeToLive", FakeService.ok("{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}"))
            .on("Scan", FakeService.ok("{\"Items\":[],\"Count\":0}"));

    private static String description(String request) {
        return request.contains("millrace_progress")
                ? DESCRIPTION.formatted(
                        "pk",
                        ",{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}",
                        ",{\"AttributeName\":\"sk\",\"AttributeType\":\"S\"}")
                : DESCRIPTION.formatted("id", "", "");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private TestSettings settings() {
        return TestSettings.at(service.endpoint(), Samples.table("account", List.of("id"), "id text", "note text"));
    }

    private Outcome written(Reply reply) {
        service.on("PutItem", reply);
        try (DynamoDbTarget target = settings().open()) {
            return Writes.writeOne(target, anyRow(target));
        }
    }

    private static RowWrite anyRow(DynamoDbTarget target) {
        TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
        return Writes.upsert(table, 1, "1", "x");
    }

    @Test
    void anAnswerWithoutErrorIsApplied() {
        assertEquals(Outcome.APPLIED, written(FakeService.ok("{}")));
    }

    @Test
    void aFailedConditionIsStale() {
        assertEquals(
                Outcome.STALE,
                written(FakeService.error(400, "ConditionalCheckFailedException", "The conditional request failed")));
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, RequestLimitExceeded",
        "400, TooManyRequestsException"
    })
    void throttlingIsTransientAndToldFromOtherTrouble(int status, String code) {
        Outcome.Failed failed = (Outcome.Failed) written(FakeService.error(status, code, "slow down"));
        assertEquals(new Outcome.Failed(FailureKind.TRANSIENT, code, Outcome.Scope.ROW), failed);
        assertTrue(Fault.isThrottling(failed));
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalServerError, TRANSIENT, ROW",
        "400, ReplicatedWriteConflictException, TRANSIENT, ROW",
        "400, TransactionConflictException, TRANSIENT, ROW",
        "503, ServiceUnavailable, UNAVAILABLE, BATCH",
        "400, AccessDeniedException, FATAL, ROW",
        "400, UnrecognizedClientException, FATAL, ROW",
        "400, ExpiredTokenException, FATAL, ROW",
        "400, InvalidSignatureException, FATAL, ROW",
        "400, MissingAuthenticationTokenException, FATAL, ROW",
        "400, ResourceNotFoundException, FATAL, ROW",
        "400, ResourceInUseException, UNAVAILABLE, BATCH",
        "400, SomethingNewException, UNAVAILABLE, BATCH",
        "500, SomethingNewException, TRANSIENT, ROW"
    })
    void everyCodeHasItsMeaning(int status, String code, FailureKind kind, Outcome.Scope scope) {
        Outcome outcome = written(FakeService.error(status, code, "a text"));
        assertEquals(new Outcome.Failed(kind, code, scope), outcome);
        assertTrue(!Fault.isThrottling((Outcome.Failed) outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Item size has exceeded the maximum allowed size|ITEM_TOO_LARGE",
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes|KEY_TOO_LONG",
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes|KEY_TOO_LONG",
                "Attempting to store more than 38 significant digits in a Number|NUMBER_OUT_OF_RANGE",
                "Number overflow. Attempting to store a number with magnitude larger than supported range|NUMBER_OUT_OF_RANGE",
                "One or more parameter values were invalid: Type mismatch for Index Key x Expected: S Actual: NULL IndexName: i|INDEX_KEY_REFUSED",
                "One or more parameter values are not valid. A value specified for a secondary index key is not supported.|INDEX_KEY_REFUSED",
                "Nesting Levels have exceeded supported limits|VALUE_REFUSED"
            })
    void whatIsWrongWithOneItemIsPoisonWithACodeOfItsOwn(String message, String code) {
        assertEquals(
                new Outcome.Failed(FailureKind.POISON, code, Outcome.Scope.ROW),
                written(FakeService.error(400, "ValidationException", message)));
    }

    @Test
    void anItemCollectionThatIsFullIsPoison() {
        assertEquals(
                new Outcome.Failed(FailureKind.POISON, "ITEM_COLLECTION_TOO_LARGE", Outcome.Scope.ROW),
                written(FakeService.error(
                        400, "ItemCollectionSizeLimitExceededException", "Collection size exceeded.")));
    }

    /** The table was made anew with another key: no row is to be thrown away for it. */
    @Test
    void aTableWithAnotherKeyIsNobodysPoison() {
        for (String message : List.of(
                "The provided key element does not match the schema",
                "One or more parameter values were invalid: Type mismatch for key id expected: N actual: S",
                "One or more parameter values were invalid: Type mismatch for Index Key x Expected: S Actual: N IndexName: i",
                "One or more parameter values were invalid: Missing the key sk in the item")) {
            assertEquals(
                    new Outcome.Failed(FailureKind.UNAVAILABLE, "KEY_SCHEMA_CHANGED", Outcome.Scope.BATCH),
                    written(FakeService.error(400, "ValidationException", message)));
        }
    }

    @Test
    void whatIsNotKnownToBeAboutAnItemIsNobodysPoison() {
        assertEquals(
                new Outcome.Failed(FailureKind.UNAVAILABLE, "ValidationException", Outcome.Scope.BATCH),
                written(FakeService.error(400, "ValidationException", "Invalid TableArn")));
    }

    /** Items that the service would not take are not sent: this is a limit of something in between, which can be raised. */
    @Test
    void whatAProxyTakesForTooLargeIsNoPoison() {
        assertEquals(
                new Outcome.Failed(FailureKind.UNAVAILABLE, "HTTP_413", Outcome.Scope.BATCH),
                written((exchange, call) -> FakeService.send(exchange, 413, "")));
    }

    @Test
    void aProxysAnswerWithoutACodeIsTold() {
        assertEquals(
                new Outcome.Failed(FailureKind.TRANSIENT, "HTTP_502", Outcome.Scope.ROW),
                written((exchange, call) -> FakeService.send(exchange, 502, "")));
    }

    @Test
    void noAnswerInTimeIsTransient() {
        service.on("PutItem", FakeService.silence());
        try (DynamoDbTarget target =
                settings().requestTimeout(Duration.ofMillis(300)).open()) {
            assertEquals(
                    new Outcome.Failed(FailureKind.TRANSIENT, Fault.TIMEOUT, Outcome.Scope.ROW),
                    Writes.writeOne(target, anyRow(target)));
        }
    }

    @Test
    void aConnectionThatGivesUpIsNoLostOne() {
        service.on("PutItem", FakeService.silence());
        assertEquals(new Fault(FailureKind.TRANSIENT, Fault.TIMEOUT), givenUp(service.endpoint(), "x"));
        assertEquals(
                new Fault(FailureKind.TRANSIENT, Fault.TIMEOUT),
                Fault.of(SdkClientException.create("", new IOException(WriteTimeoutException.INSTANCE))));
    }

    /** More than what lies between holds. */
    @Test
    void aRequestThatNobodyTakesIsGivenUp() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    new Fault(FailureKind.TRANSIENT, Fault.TIMEOUT),
                    givenUp(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), "x".repeat(16 << 20)));
        }
    }

    /** The call itself has no limit here: it is the connection that gives up, and it does so when the call would. */
    private Fault givenUp(URI endpoint, String note) {
        DynamoDbSettings settings =
                settings().requestTimeout(Duration.ofMillis(300)).build();
        EventLoopGroup threads = Clients.threads();
        try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(Samples.ANYBODY)
                .endpointOverride(endpoint)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(Clients.connections(settings, threads))
                .build()) {
            CompletableFuture<PutItemResponse> call =
                    client.putItem(put -> put.tableName("account").item(Map.of("id", AttributeValue.fromS(note))));
            CompletionException late = assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> assertThrows(CompletionException.class, call::join));
            return Fault.of(late);
        } finally {
            Clients.end(threads, Samples.ANYBODY);
        }
    }

    /** Whatever the client makes of calls that are given up, many at once: each is answered, and none keeps its connection. */
    @Test
    void callsThatAreGivenUpGiveTheirConnectionsBack() {
        service.on("PutItem", FakeService.silence());
        try (DynamoDbTarget target =
                settings().requestTimeout(Duration.ofSeconds(2)).inFlight(8).open()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            List<RowWrite> rows = IntStream.range(0, 24)
                    .mapToObj(id -> Writes.upsert(table, 1, Integer.toString(id), "x"))
                    .toList();
            Outcome late = new Outcome.Failed(FailureKind.TRANSIENT, Fault.TIMEOUT, Outcome.Scope.ROW);
            assertEquals(Collections.nCopies(rows.size(), late), Writes.write(target, rows));
            service.on("PutItem", FakeService.ok("{}"));
            assertEquals(Collections.nCopies(rows.size(), Outcome.APPLIED), Writes.write(target, rows));
        }
    }

    @Test
    void aConnectionThatBreaksIsTheOnlyLossThatMayBeTheRowsFault() {
        Outcome outcome = written(FakeService.hangUp());
        assertEquals(new Outcome.Failed(FailureKind.UNAVAILABLE, Fault.CONNECTION_LOST, Outcome.Scope.ROW), outcome);
        assertTrue(Fault.isConnectionLoss(Fault.CONNECTION_LOST));
    }

    @Test
    void aServerThatIsGoneIsUnavailable() {
        try (DynamoDbTarget target = settings().open()) {
            service.close();
            assertEquals(
                    new Outcome.Failed(FailureKind.UNAVAILABLE, Fault.CONNECTION_REFUSED, Outcome.Scope.BATCH),
                    Writes.writeOne(target, anyRow(target)));
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsToldFromOneThatRefuses() {
        Throwable late = new CompletionException(SdkClientException.create("", new ConnectTimeoutException()));
        assertEquals(
                new Outcome.Failed(FailureKind.UNAVAILABLE, Fault.CONNECT_TIMEOUT, Outcome.Scope.BATCH),
                Fault.of(late).outcome());
        assertEquals(
                "no connection to " + service.endpoint().getAuthority() + " within 2000 ms",
                ((UnreachableException) new OpenFailure(
                                        settings().build(), new Place("eu-central-1", Optional.of(service.endpoint())))
                                .of(late, "account", "dynamodb:PutItem"))
                        .problem()
                        .what());
    }

    /** A write that had no connection broke none: it must never be thrown away for it. */
    @Test
    void anAddressWithoutAWayToItIsNobodysFault() {
        SocketException asNettyMakesIt = new SocketException("Network is unreachable") {};
        for (IOException none : List.of(new NoRouteToHostException(), new BindException(), asNettyMakesIt)) {
            assertEquals(
                    new Outcome.Failed(FailureKind.UNAVAILABLE, Fault.HOST_UNREACHABLE, Outcome.Scope.BATCH),
                    Fault.of(new CompletionException(SdkClientException.create("", none)))
                            .outcome());
        }
        assertEquals(
                Fault.CONNECTION_LOST,
                Fault.of(SdkClientException.create("", new SocketException("Connection reset")))
                        .code());
    }

    @Test
    void aThrottledWriteIsMadeOnceAndLeftToTheEngine() {
        written(FakeService.error(400, "ThrottlingException", "slow down"));
        assertEquals(1, service.calls("PutItem").size());
    }

    @Test
    void aHeartbeatThatFailsSaysWhy() {
        service.on("GetItem", FakeService.error(400, "ThrottlingException", "slow down"));
        try (DynamoDbTarget target = settings().open()) {
            TargetException failed = assertThrows(TargetException.class, target::ping);
            assertEquals("ThrottlingException", failed.code());
            service.on("GetItem", FakeService.ok("{}"));
            target.ping();
        }
    }
}
