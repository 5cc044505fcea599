package dev.millrace.bench.engine;

import dev.millrace.core.Connector;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A whole connector with its default settings, but for what the environment overrides ({@code MILLRACE_ENGINE_LANES} …), and with a
 * target of ours. What it has settled is asked of its metrics, as an operator would.
 */
final class MillraceConnector implements Contestant {
    private static final Pattern SETTLED = Pattern.compile("^cdc_records_total\\{[^}]*} ([0-9.E]+)", Pattern.MULTILINE);
    private static final String ENGINE_OVERRIDE = "MILLRACE_ENGINE_";

    private final Connector connector;
    private final Worker worker;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI metrics;
    private long settled;

    MillraceConnector(RunSpec spec, String group) {
        int port = freePort();
        this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        ConnectorConfig config = config(spec, group, port);
        this.connector = new Connector(config, () -> new SampleTarget(spec.target()), Clock.systemUTC(), "bench");
        this.worker = Worker.start("connector", connector::run);
    }

    /** What the connector runs with, for the report. */
    static String settings() {
        RunSpec any =
                new RunSpec(new Setup(Peer.MILLRACE, 0, 0), Keys.DISTINCT, TargetKind.IDLE, "127.0.0.1:1", 0, 0, 0);
        return config(any, "any", 0).engine().toString();
    }

    private static ConnectorConfig config(RunSpec spec, String group, int port) {
        try {
            Path file = Files.createTempFile("bench-", ".yaml");
            try {
                Files.writeString(file, yaml(spec, group, port));
                ConfigReader reader = ConfigReader.of(file, engineOverrides(System.getenv()));
                ConnectorConfig config = ConnectorConfig.read(reader);
                reader.finish();
                return config;
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

    private static String yaml(RunSpec spec, String group, int port) {
        return String.join(
                "\n",
                "name: " + group,
                "kafka:",
                "  bootstrap.servers: " + spec.bootstrapServers(),
                "topics: [" + spec.topic() + "]",
                "format:",
                "  type: precisely-json",
                "  tags:",
                "    ordinal: " + Decoder.ORDINAL_TAG,
                "observe:",
                "  host: 127.0.0.1",
                "  port: " + port,
                "tables:",
                "  - source: " + SampleTable.SOURCE,
                "    target: public.account",
                "    key: [account_id]",
                "");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public long settled() {
        worker.requireAlive();
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
            double sum = 0;
            Matcher line = SETTLED.matcher(response.body());
            while (line.find()) {
                sum += Double.parseDouble(line.group(1));
            }
            settled = (long) sum;
        } catch (IOException notYet) {
            // It opens its port before it joins its group.
            return settled;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return settled;
    }

    @Override
    public void close() {
        connector.stop();
        worker.join();
    }
}
