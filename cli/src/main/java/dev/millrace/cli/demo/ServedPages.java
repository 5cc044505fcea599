package dev.millrace.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process serves over HTTP, at the port of 127.0.0.1 that its log names. For one thread at a time. */
final class ServedPages {
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<String> log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private Optional<String> address = Optional.empty();

    /** @param log of the life that serves now */
    ServedPages(Supplier<String> log) {
        this.log = log;
    }

    /** The next life has another port. */
    void forget() {
        address = Optional.empty();
    }

    /** Where a page is; empty before anything was read. */
    Optional<String> url(String path) {
        return address.map(known -> known + path);
    }

    /** What stands there; empty where nobody answers, or not with success. */
    Optional<String> get(String path) throws InterruptedException {
        if (address.isEmpty()) {
            address = findAddress();
        }
        if (address.isEmpty()) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.get() + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    private Optional<String> findAddress() {
        Matcher port = PORT.matcher(log.get());
        return port.find() ? Optional.of("http://127.0.0.1:" + port.group(1)) : Optional.empty();
    }
}
