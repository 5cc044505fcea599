package dev.millrace.simulator.process;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.observe.ObserveServer;
import dev.millrace.core.observe.Observed;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The endpoint of a process: the section {@code observe}.
 *
 * @param port 0 for any free port
 */
public record ObserveSettings(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** @param usualPort where the configuration has none */
    public static ObserveSettings read(ConfigReader reader, int usualPort) {
        return new ObserveSettings(
                reader.textOr("observe.host", "0.0.0.0", "Address of `/status`, `/metrics`, `/livez` and `/readyz`."),
                reader.whole("observe.port", usualPort, 0, MAX_PORT, "0 takes a free port; the log names it."));
    }

    /** Opens the endpoint; {@link ConfigurationException} where the port is taken. */
    public ObserveServer open(Observed observed) {
        try {
            return new ObserveServer(new InetSocketAddress(host, port), observed);
        } catch (IOException taken) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "observe.port",
                    "port " + port + " cannot be opened on " + host,
                    "choose another port, or 0 for any"));
        }
    }
}
