package dev.millrace.core.config;

import java.time.Duration;

/**
 * Metrics, probes and the log: the section {@code observe}.
 *
 * @param port 0 for any free port
 * @param heartbeat from one heartbeat of the target to the next; zero for none
 */
public record ObserveConfig(String host, int port, Duration heartbeat, Logging logging) {
    /** What the lines of the log look like. */
    public enum Logging {
        /** Text on a terminal, else JSON. */
        AUTO,
        /** One JSON object a line. */
        JSON,
        /** For people. */
        TEXT
    }

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int DEFAULT_PORT = 9404;
    private static final int MAX_PORT = 65_535;

    static ObserveConfig read(ConfigReader reader) {
        return new ObserveConfig(
                reader.textOr("observe.host", "0.0.0.0", "Address of `/status`, `/metrics`, `/livez` and `/readyz`."),
                reader.whole("observe.port", DEFAULT_PORT, 0, MAX_PORT, "0 takes a free port; the log names it."),
                reader.duration(
                        "observe.heartbeat",
                        HEARTBEAT,
                        Duration.ZERO,
                        LONGEST,
                        "Between two [heartbeats](observability.md#the-heartbeat) of the database; `0s` for none."),
                reader.choice(
                        "observe.logging",
                        Logging.AUTO,
                        "The log of `run`: one JSON object a line, or text; `auto` is text on a terminal, else JSON."));
    }
}
