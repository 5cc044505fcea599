package dev.millrace.simulator.publish;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.wire.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a Publisher is configured.
 *
 * @param name by which a Dispatcher knows it: one for each Capture
 * @param directory that Capture writes
 * @param replayWindow how far to go back where the Dispatcher writes to another cluster than before
 */
public record PublisherSettings(
        String name,
        Path directory,
        Duration replayWindow,
        String host,
        int port,
        TlsSettings tls,
        ObserveSettings observe) {
    private static final int USUAL_OBSERVE_PORT = 9406;
    private static final int MAX_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
    private static final Duration USUAL_REPLAY_WINDOW = Duration.ofDays(3);

    /** @throws dev.millrace.core.config.ConfigurationException with every problem */
    public static PublisherSettings read(Path file, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(file, environment);
        PublisherSettings settings = read(reader);
        reader.finish();
        return settings;
    }

    /** What is wrong is told by the reader's {@code finish()}. */
    public static PublisherSettings read(ConfigReader reader) {
        String dispatcher = reader.text("dispatcher", "dispatcher:7400", "Host and port of the Dispatcher.");
        Matcher address = ADDRESS.matcher(dispatcher);
        boolean valid = address.matches()
                && Integer.parseInt(address.group(2)) >= 1
                && Integer.parseInt(address.group(2)) <= MAX_PORT;
        if (!valid) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "dispatcher",
                    "\"" + dispatcher + "\" is no host with a port",
                    "write host:port, as in dispatcher:7400");
        }
        return new PublisherSettings(
                reader.text("name", "bank", "Name of the source. A Dispatcher takes one connection of a name."),
                Path.of(reader.text("storage.directory", "/var/lib/millrace", "The directory that Capture writes.")),
                reader.duration(
                        "storage.replay-window",
                        USUAL_REPLAY_WINDOW,
                        Duration.ZERO,
                        Duration.ofDays(365),
                        "How far to go back where the Dispatcher writes to another Kafka cluster than before."),
                valid ? address.group(1) : dispatcher,
                valid ? Integer.parseInt(address.group(2)) : 0,
                TlsSettings.read(reader, "tls", "the Dispatcher"),
                ObserveSettings.read(reader, USUAL_OBSERVE_PORT));
    }

    InetSocketAddress dispatcher() {
        return new InetSocketAddress(host, port);
    }
}
