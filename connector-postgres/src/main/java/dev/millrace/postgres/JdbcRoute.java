package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.target.Access;
import java.sql.SQLException;

/** Over connections of the driver's. */
final class JdbcRoute implements Route {
    private final PostgresSettings settings;
    private final Access access;
    private final Sessions logins;
    private final ServerAddress address;
    private final OpenFailure failure;

    /** @param settings with a URL that the driver can read */
    JdbcRoute(PostgresSettings settings, Access access) {
        this.settings = settings;
        this.access = access;
        this.logins = new Sessions(settings);
        this.address = ServerAddress.of(settings).orElseThrow();
        this.failure = new OpenFailure(settings, address);
    }

    /** Never read only: what a dry run creates is rolled back, so that its checks are those of a start. */
    @Override
    public SqlSession first() throws SQLException {
        return JdbcSession.alone(logins.open(Access.WRITE));
    }

    @Override
    public SqlSessions sessions() {
        return new JdbcSessions(new ConnectionPool(settings, logins, access));
    }

    @Override
    public void close() {
        logins.close();
    }

    @Override
    public RowTravel travel() {
        return ArrayTravel.ARRAYS;
    }

    @Override
    public RuntimeException failure(SQLException error) {
        return failure.of(error);
    }

    @Override
    public ConfigurationException unsuitable(String what, String fix) {
        return failure.unsuitable(what, fix);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
