package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.target.Access;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first session: checks everything in one transaction, so that a refused start leaves nothing behind. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    /** @throws ConfigurationException where the settings show that nothing can be opened */
    static Route route(PostgresSettings settings, Access access) {
        refuse(SettingsChecks.check(settings));
        return Route.of(settings, access);
    }

    /**
     * Closes the route where it throws.
     *
     * @throws ConfigurationException with every problem of the tables, or the one that keeps from looking at them
     */
    static List<OpenedTable> tables(PostgresSettings settings, Access access, Route route) {
        try {
            return checked(settings, access, route);
        } catch (RuntimeException refused) {
            route.close();
            throw refused;
        }
    }

    private static List<OpenedTable> checked(PostgresSettings settings, Access access, Route route) {
        try (SqlSession session = route.first()) {
            ServerChecks.check(session, route, access);
            TableOpener opener = new TableOpener(session, settings, access);
            List<OpenedTable> tables = opener.open();
            if (!opener.problems().isEmpty()) {
                session.rollback();
                throw new ConfigurationException(opener.problems());
            }
            session.commit();
            if (!opener.uncreated().isEmpty()) {
                LOG.info("nothing was created; a start would create {}", String.join(", ", opener.uncreated()));
            }
            LOG.info("tables opened: {}, of {}, layout {}", tables.size(), route, settings.layout());
            return tables;
        } catch (SQLException error) {
            throw route.failure(error);
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
