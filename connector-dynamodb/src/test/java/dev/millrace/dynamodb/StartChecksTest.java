package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A start that would fail later is refused at once, with all that is wrong. */
class StartChecksTest {
    private static final String KEY = "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"},"
            + "{\"AttributeName\":\"note\",\"AttributeType\":\"N\"}],"
            + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]";
    private static final String OFF = "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}";

    private final FakeService service = FakeService.start()
            .on("DescribeTimeToLive", FakeService.ok(OFF))
            .on("Scan", FakeService.ok("{\"Items\":[],\"Count\":0}"));
    private final TableSettings account =
            Samples.table("account", List.of("id"), "id text", "note text", "until bigint");

    @AfterEach
    void close() {
        service.close();
    }

    private static String described(String more) {
        return "{\"Table\":{\"TableName\":\"account\",\"TableStatus\":\"ACTIVE\"," + KEY + more + "}}";
    }

    private TestSettings settings() {
        return TestSettings.at(service.endpoint(), account);
    }

    /** Read only, for the progress is not looked at then. */
    private List<String> problems(TestSettings settings) {
        return assertThrows(ConfigurationException.class, settings::openReadOnly).problems().stream()
                .map(problem -> problem.code() + " " + problem.path())
                .toList();
    }

    @Test
    void missingTablesAreToldAllAtOnceWithTheCommandThatMakesThem() {
        service.on("DescribeTable", FakeService.error(400, "ResourceNotFoundException", "not found"));
        TestSettings settings = settings().refusing();
        ConfigurationException refused = assertThrows(ConfigurationException.class, settings::open);
        assertEquals(
                List.of("account", "millrace_progress"),
                refused.problems().stream().map(problem -> problem.path()).toList());
        assertEquals(
                "TABLE_MISSING at account: there is no such table in this account, Region eu-central-1 at "
                        + service.endpoint() + ". Fix: set target.auto-create: true, or run: aws dynamodb create-table"
                        + " --region eu-central-1 --endpoint-url " + service.endpoint()
                        + " --table-name account --billing-mode PAY_PER_REQUEST"
                        + " --attribute-definitions AttributeName=id,AttributeType=S --key-schema"
                        + " AttributeName=id,KeyType=HASH",
                refused.problems().get(0).toString());
        assertEquals(List.of(), service.calls("CreateTable"));
    }

    @Test
    void aDryRunNamesWhatAStartWouldCreateInTheOrderOfTheFile() {
        service.on("DescribeTable", FakeService.error(400, "ResourceNotFoundException", "not found"));
        List<TableSettings> tables = Stream.of("transaction", "account", "card", "customer", "xref")
                .map(name -> Samples.table(name, List.of("id"), "id text"))
                .toList();
        Logger logger = (Logger) LoggerFactory.getLogger(Opening.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        logger.setLevel(Level.INFO);
        try {
            TestSettings.at(service.endpoint(), tables.toArray(TableSettings[]::new))
                    .openReadOnly()
                    .close();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(null);
        }
        assertEquals(
                "nothing was created; a start would create transaction, account, card, customer, xref, millrace_progress",
                events.list.get(0).getFormattedMessage());
    }

    @Test
    void aTableThatCannotBeUsedIsRefused() {
        service.on("DescribeTable", FakeService.ok(described("").replace("ACTIVE", "ARCHIVED")));
        assertEquals(List.of("TARGET_REFUSED account"), problems(settings()));
    }

    @Test
    void anotherKeyIsRefused() {
        service.on("DescribeTable", FakeService.ok(described("").replace("\"id\"", "\"ID\"")));
        assertEquals(List.of("KEY_DIFFERS account"), problems(settings()));
        service.on("DescribeTable", FakeService.ok(described("").replace("\"S\"", "\"N\"")));
        assertEquals(List.of("KEY_DIFFERS account"), problems(settings()));
    }

    @Test
    void anIndexWhoseKeyIsOfAnotherTypeIsRefused() {
        String index =
                ",\"GlobalSecondaryIndexes\":[{\"IndexName\":\"by_note\",\"KeySchema\":[{\"AttributeName\":\"note\","
                        + "\"KeyType\":\"HASH\"}]}]";
        service.on("DescribeTable", FakeService.ok(described(index)));
        assertEquals(List.of("COLUMN_TYPE_DIFFERS account.note"), problems(settings()));
        service.on("DescribeTable", FakeService.ok(described(index).replace("\"N\"", "\"S\"")));
        settings().openReadOnly().close();
        assertEquals(
                List.of("CONSTRAINT_UNSUITABLE account.note"),
                problems(settings().nullType()));
    }

    @Test
    void aTableWhoseRowsExpireIsRefused() {
        service.on("DescribeTable", FakeService.ok(described("")))
                .on(
                        "DescribeTimeToLive",
                        FakeService.ok(OFF.replace("DISABLED\"", "ENABLED\",\"AttributeName\":\"until\"")));
        assertEquals(List.of("TARGET_REFUSED account.until"), problems(settings()));
    }

    @Test
    void withAReplayHorizonTombstonesMustExpireByTheirAttribute() {
        service.on("DescribeTable", FakeService.ok(described("")));
        TestSettings finite = settings().tombstones(Duration.ofDays(14));
        assertEquals(List.of("TARGET_REFUSED account.millrace_expires"), problems(finite.refusing()));
        service.on(
                "DescribeTimeToLive",
                FakeService.ok(OFF.replace("DISABLED\"", "ENABLED\",\"AttributeName\":\"theirs\"")));
        assertEquals(List.of("TARGET_REFUSED account.millrace_expires"), problems(finite));
        service.on(
                "DescribeTimeToLive",
                FakeService.ok(OFF.replace("DISABLED\"", "ENABLING\",\"AttributeName\":\"millrace_expires\"")));
        finite.openReadOnly().close();
    }

    @Test
    void versionsOfAnotherWidthAreRefused() {
        service.on("DescribeTable", FakeService.ok(described("")))
                .on("Scan", FakeService.ok("{\"Items\":[{\"millrace_version\":{\"B\":\"AAAA\"}}],\"Count\":1}"));
        assertEquals(List.of("VERSION_WIDTH_DIFFERS account.millrace_version"), problems(settings()));
    }

    /** Somebody writes such a version after the start has looked: a dry run must not count by it. */
    @Test
    void toAskForAVersionOfAnotherWidthOrTypeIsRefused() {
        service.on("DescribeTable", FakeService.ok(described("")));
        try (DynamoDbTarget target = settings().openReadOnly()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            String wide = Base64.getEncoder().encodeToString(new byte[Writes.VERSION_BYTES + 1]);
            for (String version : List.of("{\"B\":\"AAAA\"}", "{\"B\":\"" + wide + "\"}", "{\"S\":\"AAAA\"}")) {
                service.on(
                        "BatchGetItem",
                        FakeService.ok("{\"Responses\":{\"account\":[{\"id\":{\"S\":\"1\"},\"millrace_version\":"
                                + version + "}]},\"UnprocessedKeys\":{}}"));
                TargetException refused = assertThrows(
                        TargetException.class, () -> target.heldVersions(table, List.of(Writes.key(table, "1"))));
                assertEquals(FailureKind.FATAL, refused.kind());
                assertEquals("VERSION_WIDTH_DIFFERS", refused.code());
            }
        }
    }

    @Test
    void aReadThatTheRoleMayNotMakeIsToldWithTheAction() {
        service.on(
                "DescribeTable", FakeService.error(400, "AccessDeniedException", "arn:aws:iam::123456789012:role/x"));
        ConfigurationException refused = assertThrows(ConfigurationException.class, settings()::openReadOnly);
        assertEquals(ProblemCode.TARGET_REFUSED, refused.problems().get(0).code());
        assertTrue(refused.toString().contains("dynamodb:DescribeTable"), refused.toString());
        assertTrue(!refused.toString().contains("123456789012"), refused.toString());
    }

    @Test
    void credentialsThatAreRefusedAreToldOnce() {
        service.on("DescribeTable", FakeService.error(400, "UnrecognizedClientException", "the token is invalid"));
        ConfigurationException refused = assertThrows(ConfigurationException.class, settings()::open);
        assertEquals(
                List.of("TARGET_LOGIN_REFUSED target"),
                refused.problems().stream()
                        .map(problem -> problem.code() + " " + problem.path())
                        .toList());
    }

    @Test
    void missingCredentialsAreToldBeforeAnyCall() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials");
        };
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> DynamoDbTarget.open(settings().build(), Access.WRITE, none, Clock.systemUTC()));
        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, refused.problems().get(0).code());
        assertEquals(List.of(), service.calls("DescribeTable"));
    }

    @Test
    void aServerThatIsNotThereOrDoesNotAnswerIsUnreachable() {
        service.on("DescribeTable", FakeService.silence());
        UnreachableException late = assertThrows(
                UnreachableException.class,
                () -> settings().requestTimeout(Duration.ofMillis(200)).open());
        assertTrue(late.toString().contains("within 200 ms, asked 5 times"), late.toString());
        service.close();
        UnreachableException gone = assertThrows(UnreachableException.class, settings()::open);
        assertTrue(gone.toString().contains("refuses connections"), gone.toString());
    }

    @Test
    void anEndpointThatIsNotWhoItShouldBeIsTold() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerInPlainText(plain));
            TestSettings encrypted = TestSettings.at(URI.create("https://127.0.0.1:" + plain.getLocalPort()), account);
            UnreachableException refused = assertThrows(UnreachableException.class, encrypted::open);
            assertTrue(refused.toString().contains("speaks TLS (https) or not (http)"), refused.toString());
            answer.get();
        }
    }

    /** As the client wraps it. */
    @Test
    void aCertificateThatIsNotTrustedIsTold() {
        Throwable untrusted = new CompletionException(SdkClientException.create(
                "", new DecoderException(new SSLHandshakeException("PKIX path building failed"))));
        UnreachableException refused = (UnreachableException)
                new OpenFailure(settings().build(), new Place("eu-central-1", Optional.of(service.endpoint())))
                        .of(untrusted, "account", "dynamodb:DescribeTable");
        assertTrue(refused.problem().what().startsWith("the certificate of 127.0.0.1:"), refused.toString());
    }

    @Test
    void aRegionThatDoesNotExistIsNamed() {
        Throwable unknown =
                new CompletionException(SdkClientException.create("", new UnknownHostException("dynamodb.eu-wst-1")));
        UnreachableException refused = (UnreachableException)
                new OpenFailure(TestSettings.inRegion(account).build(), new Place("eu-wst-1", Optional.empty()))
                        .of(unknown, "account", "dynamodb:DescribeTable");
        assertEquals(
                "the host name of DynamoDB in eu-wst-1 does not resolve",
                refused.problem().what());
    }

    @Test
    void theServicesOwnTablesAreMadeWithoutAnEndpoint() {
        assertEquals(
                "aws dynamodb create-table --region eu-west-1 --table-name t",
                new Place("eu-west-1", Optional.empty()).command("create-table", "--table-name t"));
    }

    private static void answerInPlainText(ServerSocket server) {
        try (Socket client = server.accept()) {
            int ignored = client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As the environment's AWS_ENDPOINT_URL_DYNAMODB. */
    @Test
    void anEndpointOfTheEnvironmentIsKnownToo() {
        System.setProperty("aws.endpointUrlDynamoDb", service.endpoint().toString());
        EventLoopGroup threads = Clients.threads();
        try (DynamoDbAsyncClient client =
                Clients.open(TestSettings.inRegion(account).build(), Samples.ANYBODY, threads)) {
            assertEquals(Optional.of(service.endpoint()), Clients.endpoint(client));
        } finally {
            System.clearProperty("aws.endpointUrlDynamoDb");
            Clients.end(threads, Samples.ANYBODY);
        }
    }

    @Test
    void aServiceThatHasTooMuchToDoForAMomentIsAskedAgain() {
        service.on("DescribeTable", afterTwoOf("DescribeTable", FakeService.ok(described(""))))
                .on("DescribeTimeToLive", afterTwoOf("DescribeTimeToLive", FakeService.ok(OFF)));
        settings().refusing().openReadOnly().close();
        assertEquals(3, service.calls("DescribeTable").size());
    }

    private FakeService.Reply afterTwoOf(String operation, FakeService.Reply then) {
        FakeService.Reply busy = FakeService.error(400, "ThrottlingException", "slow down");
        return (exchange, call) -> (service.calls(operation).size() > 2 ? then : busy).to(exchange, call);
    }

    @Test
    void aDryRunCreatesNothingAndWritesNothing() {
        service.on("DescribeTable", FakeService.error(400, "ResourceNotFoundException", "not found"));
        try (DynamoDbTarget target = settings().openReadOnly()) {
            var table = target.table("BANK.ACCOUNT").orElseThrow();
            assertEquals(List.of(Optional.empty()), target.heldVersions(table, List.of(Writes.key(table, "1"))));
            Outcome outcome = Writes.writeOne(target, Writes.upsert(table, 1, "1", "x", 1));
            assertEquals("READ_ONLY", ((Outcome.Failed) outcome).code());
        }
        assertEquals(
                List.of(),
                Stream.of("CreateTable", "PutItem", "UpdateTimeToLive")
                        .flatMap(operation -> service.calls(operation).stream())
                        .toList());
    }

    @Test
    void aTableThatAnotherConnectorIsCreatingIsWaitedFor() throws Exception {
        service.on(
                "DescribeTable",
                (exchange, call) -> FakeService.send(
                        exchange,
                        200,
                        service.calls("DescribeTable").size() < 3
                                ? described("").replace("ACTIVE", "CREATING")
                                : call.body().contains("progress") ? progressDescribed() : described("")));
        CompletableFuture.supplyAsync(settings()::open).get().close();
    }

    @Test
    void aServiceThatHasTooMuchToDoWhileATableIsCreatedIsAskedAgain() {
        FakeService.Reply busy = FakeService.error(400, "ThrottlingException", "slow down");
        FakeService.Reply creating = FakeService.ok(described("").replace("ACTIVE", "CREATING"));
        service.on("DescribeTable", (exchange, call) -> {
            boolean progress = call.body().contains("progress");
            FakeService.Reply there = FakeService.ok(progress ? progressDescribed() : described(""));
            FakeService.Reply reply = switch (service.calls("DescribeTable").size()) {
                case 1 -> creating;
                case 2 -> busy;
                default -> there;
            };
            reply.to(exchange, call);
        });
        settings().open().close();
    }

    private static String progressDescribed() {
        return "{\"Table\":{\"TableName\":\"millrace_progress\",\"TableStatus\":\"ACTIVE\","
                + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},"
                + "{\"AttributeName\":\"sk\",\"AttributeType\":\"S\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]}}";
    }
}
