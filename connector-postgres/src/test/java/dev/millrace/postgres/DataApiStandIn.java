package dev.millrace.postgres;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Speaks the RDS Data API over a real PostgreSQL, and refuses what the service refuses. Idle transactions end when a test says so, not
 * after three minutes. Safe for all threads.
 */
final class DataApiStandIn implements AutoCloseable {
    private static final String CLUSTER = "arn:aws:rds:eu-central-1:111122223333:cluster:bank";
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:millrace-AbCdEf";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=anybody/";
    private static final int MAX_REQUEST = 4 << 20;

    private final TestDatabase database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Transaction> transactions = new ConcurrentHashMap<>();
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    /** What becomes of the next call of a path that has this text in its body. */
    private final Deque<Mishap> mishaps = new ConcurrentLinkedDeque<>();

    /** Set by a test, read by the service's threads; empty as long as the server's own counts. */
    private volatile String startTime = "";

    private final Deque<String> calls = new ConcurrentLinkedDeque<>();

    private record Transaction(Connection connection) {}

    private record Mishap(String path, String text, Optional<StandInRefusal> refusal) {}

    DataApiStandIn(TestDatabase database) {
        this.database = database;
        // The SDK's default chain of credentials looks here first.
        System.setProperty("aws.accessKeyId", "anybody");
        System.setProperty("aws.secretAccessKey", "nothing");
        // Else every answer waits 40 ms for the client's acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    DataApiServer cluster() {
        return new DataApiServer(
                CLUSTER,
                SECRET,
                database.name(),
                "eu-central-1",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    /** The next such call is made, and its connection ends without an answer. */
    void loseAnswer(String path, String text) {
        mishaps.add(new Mishap(path, text, Optional.empty()));
    }

    /** The next such call is refused and not made. */
    void refuse(String path, String text, StandInRefusal refusal) {
        mishaps.add(new Mishap(path, text, Optional.of(refusal)));
    }

    /** Rolls every open transaction back, as three minutes without a call do. */
    void endIdleTransactions() {
        List.copyOf(transactions.keySet()).forEach(id -> {
            Transaction transaction = transactions.remove(id);
            if (transaction != null) {
                close(transaction.connection());
            }
        });
    }

    /** From now on another server seems to answer. */
    void startTimeIs(String text) {
        startTime = text;
    }

    /** The paths of all calls so far, in their order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            calls.add(path);
            Optional<Mishap> mishap = mishap(path, new String(body, StandardCharsets.UTF_8));
            byte[] answer;
            int status = 200;
            try {
                if (mishap.isPresent() && mishap.get().refusal().isPresent()) {
                    throw mishap.get().refusal().get();
                }
                check(exchange, body);
                answer = answer(path, JsonNode.parser().parse(body));
            } catch (StandInRefusal refusal) {
                status = refusal.status();
                exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal.name());
                answer = message(String.valueOf(refusal.getMessage()));
            } catch (SQLException error) {
                status = 400;
                exchange.getResponseHeaders().set("x-amzn-ErrorType", "DatabaseErrorException");
                answer = message(error.getMessage() + "; SQLState: " + error.getSQLState());
            }
            if (mishap.isPresent() && mishap.get().refusal().isEmpty()) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Optional<Mishap> mishap(String path, String body) {
        Mishap next = mishaps.peek();
        return next != null && next.path().equals(path) && body.contains(next.text()) && mishaps.remove(next)
                ? Optional.of(next)
                : Optional.empty();
    }

    private static byte[] message(String text) {
        return software.amazon.awssdk.protocols.jsoncore.JsonWriter.create()
                .writeStartObject()
                .writeFieldName("message")
                .writeValue(text)
                .writeEndObject()
                .getBytes();
    }

    private static void check(HttpExchange exchange, byte[] body) throws StandInRefusal {
        int headers = exchange.getRequestHeaders().entrySet().stream()
                .mapToInt(header -> header.getKey().length()
                        + header.getValue().stream().mapToInt(String::length).sum())
                .sum();
        if (body.length + headers > MAX_REQUEST) {
            throw StandInRefusal.badRequest("Request size exceeds the limit");
        }
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        if (signature == null || !signature.startsWith(SIGNED) || !signature.contains("/rds-data/aws4_request")) {
            throw new StandInRefusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
    }

    private byte[] answer(String path, JsonNode request) throws StandInRefusal, SQLException {
        if (!text(request, "resourceArn").equals(CLUSTER)) {
            throw StandInRefusal.badRequest("DBCluster not found");
        }
        if (!text(request, "secretArn").equals(SECRET)) {
            throw new StandInRefusal(400, "InvalidSecretException", "no such secret");
        }
        return switch (path) {
            case "/BeginTransaction" -> begin();
            case "/Execute" -> execute(request);
            case "/CommitTransaction" -> {
                end(taken(request).connection(), Connection::commit);
                yield "{\"transactionStatus\":\"Transaction Committed\"}".getBytes(StandardCharsets.UTF_8);
            }
            case "/RollbackTransaction" -> {
                end(taken(request).connection(), Connection::rollback);
                yield "{\"transactionStatus\":\"Rollback Complete\"}".getBytes(StandardCharsets.UTF_8);
            }
            default -> throw new StandInRefusal(404, "UnknownOperationException", path);
        };
    }

    private byte[] begin() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = database.connect();
            connection.setAutoCommit(false);
        }
        String id = UUID.randomUUID().toString();
        transactions.put(id, new Transaction(connection));
        return ("{\"transactionId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] execute(JsonNode request) throws StandInRefusal, SQLException {
        Transaction transaction = taken(request);
        try {
            String sql = text(request, "sql");
            String start = startTime;
            return StandInStatement.of(
                            start.isEmpty() ? sql : sql.replace("pg_postmaster_start_time()::text", "'" + start + "'"))
                    .run(
                            transaction.connection(),
                            request.field("parameters").map(JsonNode::asArray).orElse(List.of()));
        } finally {
            transactions.put(text(request, "transactionId"), transaction);
        }
    }

    /** Out of the map: a second call at the same time finds none. */
    private Transaction taken(JsonNode request) throws StandInRefusal {
        String id = text(request, "transactionId");
        Transaction transaction = transactions.remove(id);
        if (transaction == null) {
            throw new StandInRefusal(404, "TransactionNotFoundException", "Transaction " + id + " Is Not Found");
        }
        return transaction;
    }

    private interface End {
        void of(Connection connection) throws SQLException;
    }

    /** A deferred constraint refuses a commit: the connection is as good as before. */
    private void end(Connection connection, End end) throws SQLException {
        try {
            end.of(connection);
        } finally {
            idle.add(connection);
        }
    }

    private static String text(JsonNode request, String field) {
        return request.field(field).map(JsonNode::asString).orElse("");
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // Closed as far as it can be.
            return;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        endIdleTransactions();
        idle.forEach(DataApiStandIn::close);
    }
}
