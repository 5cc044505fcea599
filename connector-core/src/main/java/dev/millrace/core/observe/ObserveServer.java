package dev.millrace.core.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Serves {@code /metrics}, {@code /status}, {@code /livez} and {@code /readyz} on a few threads of its own, so that a client that sends half a
 * request does not keep a probe from its answer.
 */
public final class ObserveServer implements AutoCloseable {
    private static final String REQUEST_LIMIT = "sun.net.httpserver.maxReqTime";
    private static final int THREADS = 16;
    private static final int LONGEST_REQUEST_SECONDS = 10;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;

    /** @throws IOException when the address cannot be bound */
    public ObserveServer(InetSocketAddress address, Observed observed) throws IOException {
        // The server reads this once, and has no other way to limit a request.
        if (System.getProperty(REQUEST_LIMIT) == null) {
            System.setProperty(REQUEST_LIMIT, Integer.toString(LONGEST_REQUEST_SECONDS));
        }
        server = HttpServer.create(address, 0);
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread worker = new Thread(task, "observe");
            worker.setDaemon(true);
            return worker;
        });
        server.setExecutor(threads);
        server.createContext(
                "/metrics", exchange -> answer(exchange, OK, "text/plain; version=0.0.4", observed.metrics()));
        server.createContext("/status", exchange -> answer(exchange, OK, "application/json", observed.status()));
        server.createContext("/livez", exchange -> probe(exchange, observed::isAlive));
        server.createContext("/readyz", exchange -> probe(exchange, observed::isReady));
        server.start();
    }

    /** The port that was bound: the configured one, or a free one for 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
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
