package dev.millrace.core.target;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import java.util.function.Supplier;

/**
 * A kind of database that changes can go to. Each connector provides its own as a service ({@link java.util.ServiceLoader}): what runs
 * connectors finds those that are on its class path, and knows none of them.
 */
public interface TargetType {

    /** Short and in lower case, as in {@code millrace run NAME}. */
    String name();

    /** One sentence for the help of that command. */
    String description();

    /** Reads the section {@code target} and the tables; what is wrong with them is told by the reader's {@code finish()}. */
    Opening opening(ConfigReader reader, ConnectorConfig connector);

    /**
     * How the target is opened once the configuration is found right. Both connect and check the tables, and may be called several times.
     *
     * @param writing for replication
     * @param readOnly to look only: nothing is created, and every write is refused
     */
    record Opening(Supplier<Target> writing, Supplier<Target> readOnly) {}
}
