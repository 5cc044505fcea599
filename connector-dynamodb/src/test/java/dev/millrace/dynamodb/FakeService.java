package dev.millrace.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the service: answers each operation as it was told, with the documents of the real one. For what DynamoDB Local never
 * answers.
 */
final class FakeService implements AutoCloseable {
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** One request: {@code PutItem} and its document. */
    record Call(String operation, String body) {}

    /** What is answered to a request. */
    interface Reply {
        void to(HttpExchange exchange, Call call) throws IOException;
    }

    private FakeService(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    static FakeService start() {
        try {
            return new FakeService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeService on(String operation, Reply reply) {
        replies.put(operation, reply);
        return this;
    }

    /** The requests for an operation so far. */
    List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation.equals(operation)).toList();
    }

    static Reply ok(String document) {
        return (exchange, call) -> send(exchange, 200, document);
    }

    /** An error as the service writes it. */
    static Reply error(int status, String code, String message) {
        return (exchange, call) -> send(exchange, status, errorDocument(code, message));
    }

    static String errorDocument(String code, String message) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"" + message + "\"}";
    }

    /** Takes the request and never answers. */
    static Reply silence() {
        return (exchange, call) -> {};
    }

    /** Takes the request and ends the connection. */
    static Reply hangUp() {
        return (exchange, call) -> exchange.close();
    }

    static void send(HttpExchange exchange, int status, String document) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(target.substring(target.indexOf('.') + 1), body);
        calls.add(call);
        replies.getOrDefault(call.operation, error(400, "UnknownOperationException", "not scripted"))
                .to(exchange, call);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
