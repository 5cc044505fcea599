package dev.millrace.bench.postgres;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.bench.run.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The main class of the JVMs of our own entrants: does passes, as it is told over HTTP. {@code PUT} starts one, {@code GET} tells how far it
 * is, {@code DELETE} ends it. Its server has one thread.
 */
final class PassHost {
    static final String PATH = "/pass";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int FAILED = 500;

    private Optional<RunningPass> pass = Optional.empty();

    private PassHost() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        PassHost host = new PassHost();
        server.createContext(PATH, host::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int code = OK;
            byte[] body;
            try {
                body = JSON.writeValueAsBytes(act(exchange));
            } catch (BenchFailure | IOException failure) {
                code = FAILED;
                body = (failure + ": " + failure.getCause()).getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private PassState act(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                PassSpec spec = JSON.readValue(exchange.getRequestBody(), PassSpec.class);
                pass = Optional.of(RunningPass.start(spec));
            }
            case "DELETE" -> {
                pass.ifPresent(RunningPass::close);
                pass = Optional.empty();
            }
            default -> {
                return pass.map(RunningPass::state).orElse(PassState.UNDER_WAY);
            }
        }
        return PassState.UNDER_WAY;
    }
}
