package dev.millrace.core.format.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.config.RegistryConfig.Kind;
import dev.millrace.core.config.RegistryConfig.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what a test says, on a free port, as Confluent's API does. */
public final class StandInRegistry implements AutoCloseable {
    private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    /** What was asked, in order: path and authorization. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The bodies of what was asked, in order. */
    public final List<String> bodies = new CopyOnWriteArrayList<>();

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int failure;
    private volatile String failureBody = UNKNOWN;

    public StandInRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public RegistryConfig config(Login login, Duration timeout) {
        return new RegistryConfig(
                Kind.CONFLUENT, Optional.of(url()), login, Optional.empty(), timeout, Optional.empty());
    }

    /** A client of it without a login. */
    public ConfluentRegistry client() {
        return new ConfluentRegistry(url(), config(new Login.None(), Duration.ofSeconds(10)));
    }

    /** @param schema as text, which is quoted */
    public void put(int id, String schema) {
        answer("/schemas/ids/" + id, "{\"schema\":\"" + escaped(schema) + "\"}");
    }

    public void answer(String path, String body) {
        answers.put(path, body);
    }

    public static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Answers everything with this status until {@link #mend}. */
    public void fail(int status) {
        fail(status, UNKNOWN);
    }

    /** As {@link #fail(int)}, with a body. */
    public void fail(int status, String body) {
        failureBody = body;
        failure = status;
    }

    public void mend() {
        failure = 0;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path
                + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .map(login -> " " + login)
                        .orElse(""));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String answer = answers.get(path);
        int status = failure != 0 ? failure : answer == null ? 404 : 200;
        String text = failure != 0 ? failureBody : answer == null ? UNKNOWN : answer;
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
