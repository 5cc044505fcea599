package dev.millrace.core.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Serves {@code /metrics}, {@code /livez} and {@code /readyz}; one thread of its own. */
public final class ObserveServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService thread;

    /** @throws IOException when the address cannot be bound */
    public ObserveServer(InetSocketAddress address, PrometheusMeterRegistry registry, Health health)
            throws IOException {
        server = HttpServer.create(address, 0);
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "observe");
            worker.setDaemon(true);
            return worker;
        });
        server.setExecutor(thread);
        server.createContext(
                "/metrics", exchange -> answer(exchange, OK, "text/plain; version=0.0.4", registry.scrape()));
        server.createContext("/livez", exchange -> probe(exchange, health::isAlive));
        server.createContext("/readyz", exchange -> probe(exchange, health::isReady));
        server.start();
    }

    /** The port that was bound: the configured one, or a free one for 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }

    private static void probe(HttpExchange exchange, BooleanSupplier good) throws IOException {
        boolean ok = good.getAsBoolean();
        answer(exchange, ok ? OK : UNAVAILABLE, "text/plain", ok ? "ok\n" : "no\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
