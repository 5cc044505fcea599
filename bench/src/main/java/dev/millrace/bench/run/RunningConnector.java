package dev.millrace.bench.run;

import dev.millrace.core.Connector;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A whole connector in this JVM. What it has done is asked of its metrics, as an operator would. For one thread, but for its own.
 */
public final class RunningConnector implements AutoCloseable {
    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{[^}]*})? ([0-9.E+-]+)$", Pattern.MULTILINE);
    private static final String RECORDS = "cdc_records_total";
    private static final String ENGINE_OVERRIDE = "MILLRACE_ENGINE_";

    private final Connector connector;
    private final Worker worker;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private long settled;

    /** Reads the section {@code target} of the configuration, and says how the target is opened. */
    public interface TargetReader extends BiFunction<ConfigReader, ConnectorConfig, Supplier<Target>> {}

    private RunningConnector(ConnectorConfig config, Supplier<Target> target, int port) {
        this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        this.connector = new Connector(config, "bench", target, Clock.systemUTC(), "bench");
        this.worker = Worker.start("connector", connector::run);
    }

    /**
     * Starts with the engine's default settings, but for what the environment overrides ({@code MILLRACE_ENGINE_LANES} …).
     *
     * @param yaml the configuration without the section {@code observe}
     */
    public static RunningConnector start(String yaml, TargetReader target) {
        int port = FreePort.next();
        String observed = yaml + "observe:\n  host: 127.0.0.1\n  port: " + port + "\n";
        return read(observed, (reader, config) -> {
            Supplier<Target> opened = target.apply(reader, config);
            return () -> new RunningConnector(config, opened, port);
        });
    }

    /** What a connector would run with. */
    public static ConnectorConfig config(String yaml) {
        return read(yaml, (reader, config) -> () -> config);
    }

    private static <T> T read(String yaml, BiFunction<ConfigReader, ConnectorConfig, Supplier<T>> use) {
        try {
            Path file = Files.createTempFile("bench-", ".yaml");
            try {
                Files.writeString(file, yaml);
                ConfigReader reader = ConfigReader.of(file, engineOverrides(System.getenv()));
                Supplier<T> made = use.apply(reader, ConnectorConfig.read(reader));
                reader.finish();
                return made.get();
            } finally {
                Files.delete(file);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The engine's own keys; what else begins alike is the benchmark's or the launcher's. */
    static Map<String, String> engineOverrides(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(ENGINE_OVERRIDE))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @throws BenchFailure when it has ended */
    public void requireAlive() {
        worker.requireAlive();
    }

    /** Records that it has settled until now; grows. */
    public long settled() {
        settled = Math.max(settled, (long) sum(RECORDS));
        return settled;
    }

    /** The sum of a metric's samples; 0 where it has none, or the connector does not answer yet. */
    public double sum(String metric) {
        worker.requireAlive();
        double sum = 0;
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
            Matcher sample = SAMPLE.matcher(response.body());
            while (sample.find()) {
                if (sample.group(1).equals(metric)) {
                    sum += Double.parseDouble(sample.group(2));
                }
            }
        } catch (IOException notYet) {
            // It opens its port before it joins its group.
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return sum;
    }

    /** Lets it finish what it has begun, commit and leave the group. */
    @Override
    public void close() {
        connector.stop();
        worker.join();
    }
}
