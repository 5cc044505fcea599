package dev.millrace.keyspaces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;

/** Speaks the control plane's protocol (JSON over HTTP, the operation in a header) and answers as it was told. */
final class ControlPlaneStandIn implements AutoCloseable {
    private static final String PREFIX = "KeyspacesService.";

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final Map<String, Reply> standing = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    private record Reply(int status, String body) {}

    ControlPlaneStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    KeyspacesClient client() {
        return KeyspacesClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    synchronized void answer(String operation, String body) {
        replies.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(new Reply(200, body));
    }

    synchronized void always(String operation, String body) {
        standing.put(operation, new Reply(200, body));
    }

    synchronized void refuse(String operation, int status, String code) {
        String body = "{\"__type\":\"com.amazonaws.keyspaces#" + code + "\",\"message\":\"as told\"}";
        replies.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(new Reply(status, body));
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target == null ? "" : target.substring(PREFIX.length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Reply reply = reply(operation, body);
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private synchronized Reply reply(String operation, String body) {
        asked.add(operation);
        bodies.add(body);
        Deque<Reply> told = replies.getOrDefault(operation, new ArrayDeque<>());
        Reply next = told.poll();
        return next != null ? next : standing.getOrDefault(operation, new Reply(500, "{}"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
