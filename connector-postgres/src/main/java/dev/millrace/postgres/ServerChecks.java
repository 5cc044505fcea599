package dev.millrace.postgres;

import dev.millrace.core.target.Access;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the server can take the connector's statements at all. */
final class ServerChecks {
    private static final int OLDEST_VERSION = 12;
    private static final int VERSION_UNIT = 10_000;
    private static final String FACTS =
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                    + " current_setting('transaction_read_only')";

    private ServerChecks() {}

    /** @throws dev.millrace.core.config.ConfigurationException with the first thing that is in the way */
    static void check(Connection connection, OpenFailure failure, Access access) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(FACTS)) {
            facts.next();
            int version = facts.getInt(1) / VERSION_UNIT;
            if (version < OLDEST_VERSION) {
                throw failure.unsuitable(
                        "is PostgreSQL " + version + ", expected " + OLDEST_VERSION + " or newer",
                        "upgrade the server");
            }
            if (!facts.getString(2).equals("UTF8")) {
                throw failure.unsuitable(
                        "keeps text as " + facts.getString(2) + ", expected UTF8",
                        "create the database with ENCODING 'UTF8': others cannot hold every character");
            }
            if (access == Access.WRITE && facts.getString(3).equals("on")) {
                throw failure.unsuitable(
                        "is read only, expected the primary",
                        "name the writer's endpoint, or check default_transaction_read_only");
            }
        }
    }
}
