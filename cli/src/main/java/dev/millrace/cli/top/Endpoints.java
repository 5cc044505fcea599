package dev.millrace.cli.top;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where processes serve their metrics. */
final class Endpoints {
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Addresses by the name of the process. */
    static Map<String, URI> named(List<String> addresses) {
        Map<String, URI> endpoints = new LinkedHashMap<>();
        for (String address : addresses) {
            try {
                String url = address.contains("://") ? address : "http://" + address;
                endpoints.put(address, URI.create(url.replaceFirst("(://[^/]+)/?$", "$1/metrics")));
            } catch (IllegalArgumentException malformed) {
                throw new CommandFailure(ExitCode.USAGE, address + " is no address", "write host:port");
            }
        }
        return endpoints;
    }

    /** Those of a running demo: its processes' logs name their ports. */
    static Map<String, URI> of(Path directory) {
        Map<String, URI> endpoints = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                Matcher port = PORT.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
                while (port.find()) {
                    // The last life's.
                    endpoints.put(
                            log.getFileName().toString().replace(".log", ""),
                            URI.create("http://127.0.0.1:" + port.group(1) + "/metrics"));
                }
            }
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE, directory + " cannot be read", "name the directory of a running demo");
        }
        return endpoints;
    }

    /** A reading; empty where nobody answers in time. */
    Optional<Reading> read(URI endpoint) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(endpoint).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(Reading.parse(answer.body(), System.nanoTime()))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
