package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.target.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first connection: checks everything in one transaction, so that a refused start leaves nothing behind. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    /** @throws ConfigurationException with every problem of the tables, or the one that keeps from looking at them */
    static List<OpenedTable> tables(PostgresSettings settings, Sessions sessions, Access access) {
        refuse(SettingsChecks.check(settings));
        ServerAddress address = ServerAddress.of(settings).orElseThrow();
        OpenFailure failure = new OpenFailure(settings, address);
        // Never read only: what a dry run creates is rolled back, so that its checks are those of a start.
        try (Connection connection = sessions.open(Access.WRITE)) {
            SqlSession session = JdbcSession.alone(connection);
            ServerChecks.check(session, failure, access);
            TableOpener opener = new TableOpener(session, settings, access);
            List<OpenedTable> tables = opener.open();
            if (!opener.problems().isEmpty()) {
                connection.rollback();
                throw new ConfigurationException(opener.problems());
            }
            connection.commit();
            if (!opener.uncreated().isEmpty()) {
                LOG.info("nothing was created; a start would create {}", String.join(", ", opener.uncreated()));
            }
            LOG.info("tables opened: {}, of {}, layout {}", tables.size(), address, settings.layout());
            return tables;
        } catch (SQLException error) {
            throw failure.of(error);
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
