package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.target.Access;
import java.sql.SQLException;

/** The way to the server. */
sealed interface Route extends AutoCloseable permits JdbcRoute, DataApiRoute {

    static Route of(PostgresSettings settings, Access access) {
        return settings.dataApi()
                .<Route>map(cluster -> new DataApiRoute(settings, cluster, access))
                .orElseGet(() -> new JdbcRoute(settings, access));
    }

    /** The session of the start, before there are others. */
    SqlSession first() throws SQLException;

    /** The sessions of all lanes. Opened once, closed by its caller, and this with them. */
    SqlSessions sessions();

    RowTravel travel();

    /** Says in one line why the target could not be opened. */
    RuntimeException failure(SQLException error);

    /** Refuses a server that cannot take the connector's statements. */
    ConfigurationException unsuitable(String what, String fix);

    /** Only where its sessions were not taken: these close it too. */
    @Override
    void close();

    /** The server and its database, without secrets. */
    @Override
    String toString();
}
