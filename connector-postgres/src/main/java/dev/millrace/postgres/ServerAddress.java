package dev.millrace.postgres;

import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What may be said of a JDBC URL: not its properties, which may have a password. */
record ServerAddress(String hostAndPort, String database) {
    private static final String PREFIX = "jdbc:postgresql:";

    /** Empty where the driver cannot read the URL. */
    static Optional<ServerAddress> of(PostgresSettings settings) {
        if (!settings.url().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        try {
            for (DriverPropertyInfo property :
                    DriverManager.getDriver(settings.url()).getPropertyInfo(settings.url(), new Properties())) {
                Optional.ofNullable(property.value).ifPresent(value -> parts.put(property.name, value));
            }
        } catch (SQLException unreadable) {
            return Optional.empty();
        }
        return Optional.of(new ServerAddress(
                parts.get("PGHOST") + ":" + parts.get("PGPORT"), parts.getOrDefault("PGDBNAME", settings.user())));
    }

    @Override
    public String toString() {
        return hostAndPort + "/" + database;
    }
}
