package dev.millrace.core.config;

/**
 * The endpoint of metrics and probes: the section {@code observe}.
 *
 * @param port 0 for any free port
 */
public record ObserveConfig(String host, int port) {
    private static final int DEFAULT_PORT = 9404;
    private static final int MAX_PORT = 65_535;

    static ObserveConfig read(ConfigReader reader) {
        return new ObserveConfig(
                reader.textOr("observe.host", "0.0.0.0", "Address of `/metrics`, `/livez` and `/readyz`."),
                reader.whole("observe.port", DEFAULT_PORT, 0, MAX_PORT, "0 takes a free port; the log names it."));
    }
}
