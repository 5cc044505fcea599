package dev.millrace.postgres;

import dev.millrace.core.target.Access;
import java.sql.SQLException;

/** Whether the server can take the connector's statements at all. */
final class ServerChecks {
    private static final int OLDEST_VERSION = 12;
    private static final int VERSION_UNIT = 10_000;
    private static final String FACTS =
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                    + " current_setting('transaction_read_only')";

    private ServerChecks() {}

    /** @throws dev.millrace.core.config.ConfigurationException with the first thing that is in the way */
    static void check(SqlSession session, Route route, Access access) throws SQLException {
        SqlRow facts = session.query(FACTS).get(0);
        long version = facts.whole(1) / VERSION_UNIT;
        if (version < OLDEST_VERSION) {
            throw route.unsuitable(
                    "is PostgreSQL " + version + ", expected " + OLDEST_VERSION + " or newer", "upgrade the server");
        }
        if (!facts.text(2).equals("UTF8")) {
            throw route.unsuitable(
                    "keeps text as " + facts.text(2) + ", expected UTF8",
                    "create the database with ENCODING 'UTF8': others cannot hold every character");
        }
        if (access == Access.WRITE && facts.text(3).equals("on")) {
            throw route.unsuitable(
                    "is read only, expected the primary",
                    "name the writer's endpoint, or check default_transaction_read_only");
        }
    }
}
