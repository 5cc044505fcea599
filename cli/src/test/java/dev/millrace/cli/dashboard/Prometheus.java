package dev.millrace.cli.dashboard;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Prometheus server of its own that scrapes every second. For one thread. */
public final class Prometheus implements AutoCloseable {
    public static final String HOW_TO_INSTALL =
            "no Prometheus here: install the package prometheus, or set PROMETHEUS_PROGRAM to its program";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Path targets;
    private final GuardedProcess process;
    private final URI address;

    private Prometheus(Path targets, GuardedProcess process, URI address) {
        this.targets = targets;
        this.process = process;
        this.address = address;
    }

    /** Where it is on this machine. */
    public static Optional<Path> program() {
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "prometheus"));
        return Stream.concat(
                        Stream.ofNullable(System.getenv("PROMETHEUS_PROGRAM")).map(Path::of), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with nothing to scrape, and waits until it answers. */
    public static Prometheus start(Path program, Path directory) {
        try {
            Path own = Files.createDirectories(directory.resolve("prometheus"));
            Path targets = own.resolve("targets.json");
            Files.writeString(targets, "[]");
            Path config = Files.writeString(
                    own.resolve("prometheus.yml"),
                    "global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\nscrape_configs:\n  - job_name: connectors\n"
                            + "    file_sd_configs:\n      - files: [" + targets + "]\n        refresh_interval: 1s\n");
            int port = freePort();
            GuardedProcess process = GuardedProcess.start(GuardedCommand.of(
                    "prometheus",
                    own,
                    List.of(
                            program.toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + own.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)));
            Prometheus started = new Prometheus(targets, process, URI.create("http://127.0.0.1:" + port));
            await("Prometheus").atMost(START).until(started::isReady);
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "Prometheus ended; see " + process.command().logFile());
        }
        try {
            return http.send(request("/-/ready"), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What a scrape configuration says of some processes. */
    public record Scraped(List<String> addresses, Map<String, String> labels) {}

    /** Scrapes these from now on, and no others; it notices within a second. */
    public void scrape(List<Scraped> groups) {
        ArrayNode list = JSON.createArrayNode();
        for (Scraped group : groups) {
            ObjectNode entry = list.addObject();
            group.addresses().forEach(entry.putArray("targets")::add);
            ObjectNode labels = entry.putObject("labels");
            group.labels().forEach(labels::put);
        }
        try {
            Path fresh = Files.writeString(targets.resolveSibling("targets.new"), list.toString());
            Files.move(fresh, targets, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a query finds from second to second, or at the end where it is an instant query. */
    public List<Series> ask(Dashboard.Query query, Choice choice, Instant from, Instant to) {
        String expression = choice.in(query.expression());
        return query.instant() ? now(expression, to) : range(expression, from, to);
    }

    /** What an expression is at a moment. */
    public List<Series> now(String expression, Instant at) {
        JsonNode data = get("/api/v1/query?query=" + encoded(expression) + "&time=" + at.getEpochSecond());
        return series(data.path("result"));
    }

    /** What an expression is at each second. */
    public List<Series> range(String expression, Instant from, Instant to) {
        JsonNode data = get("/api/v1/query_range?query=" + encoded(expression) + "&start=" + from.getEpochSecond()
                + "&end=" + to.getEpochSecond() + "&step=1");
        return series(data.path("result"));
    }

    /** What a viewer can choose from. */
    public List<String> values(Dashboard.Variable variable, Choice choice, Instant from, Instant to) {
        Matcher labels = LABEL_VALUES.matcher(choice.in(variable.query()));
        if (!labels.matches()) {
            throw new AssertionError("another kind of variable: " + variable);
        }
        JsonNode data = get("/api/v1/label/" + labels.group(2) + "/values?match[]=" + encoded(labels.group(1))
                + "&start=" + from.getEpochSecond() + "&end=" + to.getEpochSecond());
        List<String> values = new ArrayList<>();
        data.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static List<Series> series(JsonNode result) {
        List<Series> all = new ArrayList<>();
        for (JsonNode one : result) {
            Map<String, String> labels = new TreeMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<Series.Point> points = new ArrayList<>();
            if (one.has("value")) {
                points.add(point(one.path("value")));
            }
            one.path("values").forEach(value -> points.add(point(value)));
            all.add(new Series(labels, points));
        }
        return all;
    }

    private static Series.Point point(JsonNode pair) {
        String value = pair.path(1).asText();
        double number = switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
        return new Series.Point(pair.path(0).asDouble(), number);
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> response = http.send(request(path), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + response.body());
            }
            return JSON.readTree(response.body()).path("data");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(address.resolve(path.replace("[]", "%5B%5D")))
                .timeout(ANSWER)
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
