package dev.millrace.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes calls on to a server, and answers writes beyond a number that it takes at once as the service does that is asked too often. */
public final class ThrottlingProxy implements AutoCloseable {
    private static final int THREADS = 128;
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "http2-settings");

    private final URI server;
    /** Written by the test, read by all who answer. */
    private volatile int most;

    private final HttpServer listener;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();

    /** @param most writes that pass at once */
    public ThrottlingProxy(URI server, int most) throws IOException {
        this.server = server;
        this.most = most;
        this.listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), THREADS);
        listener.setExecutor(threads);
        listener.createContext("/", this::take);
        listener.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
    }

    /** Lets so many writes pass at once from now on. */
    public void allow(int writes) {
        most = writes;
    }

    /** Writes that were refused so far. */
    public int throttled() {
        return throttled.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (!operation.endsWith("PutItem") && !operation.endsWith("UpdateItem")) {
            pass(exchange);
            return;
        }
        try {
            if (open.incrementAndGet() > most) {
                throttled.incrementAndGet();
                exchange.getRequestBody().readAllBytes();
                FakeService.send(
                        exchange,
                        400,
                        FakeService.errorDocument(
                                "ProvisionedThroughputExceededException",
                                "The level of configured provisioned throughput for the table was exceeded. Consider"
                                        + " increasing your provisioning level with the UpdateTable API."));
            } else {
                pass(exchange);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("/")).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("content-type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.shutdownNow();
    }
}
