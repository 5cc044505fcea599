package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressStore;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Connects, creates what is missing and checks everything. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private static final Patience PATIENCE = new Patience(Opening::rest);

    private Opening() {}

    /**
     * What whoever takes it closes.
     *
     * @param progress empty in a dry run
     */
    record Opened(CqlSession session, List<OpenedTable> tables, Optional<ProgressStore> progress) {}

    /**
     * @param questions of the target; what watches its connections reports where they do
     * @throws ConfigurationException with every problem of the tables, or the one that keeps from looking at them
     */
    static Opened open(KeyspacesSettings settings, Access access, Questions questions) {
        List<Problem> wrong = SettingsChecks.check(settings);
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(wrong);
        }
        OpenFailure failure = new OpenFailure(settings);
        CqlSession session = connect(settings, questions.continuity(), failure);
        boolean opened = false;
        try {
            checkDatacenter(session, settings);
            List<OpenedTable> tables = tables(session, settings, access);
            Optional<ProgressStore> progress = access == Access.WRITE
                    ? Optional.of(PATIENCE.ask(() -> new KeyedProgress(
                            new KeyspacesProgress(session, settings, questions), questions.continuity())))
                    : Optional.empty();
            opened = true;
            return new Opened(session, tables, progress);
        } catch (SdkException error) {
            throw failure.ofControlPlane(error);
        } catch (DriverException | CompletionException error) {
            throw failure.ofAsking(error);
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private static CqlSession connect(KeyspacesSettings settings, Continuity continuity, OpenFailure failure) {
        try {
            return Sessions.open(settings, continuity);
        } catch (UnknownHostException | RuntimeException error) {
            throw failure.ofConnecting(error);
        }
    }

    /** Nodes of another data center are not spoken to: with a wrong name, to none at all. */
    private static void checkDatacenter(CqlSession session, KeyspacesSettings settings) {
        Set<String> found = session.getMetadata().getNodes().values().stream()
                .map(node -> node.getDatacenter())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!found.contains(settings.localDatacenter())) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "target.local-datacenter",
                    "no node is in the data center " + settings.localDatacenter() + "; those that were found are in "
                            + String.join(", ", found),
                    "write the name of the nearest of them"));
        }
    }

    private static List<OpenedTable> tables(CqlSession session, KeyspacesSettings settings, Access access) {
        Catalog catalog = new Catalog(session, settings.keyspace(), Opening::rest);
        try (Creator creator = Creators.of(settings, session, Opening::rest)) {
            TableOpener opener = new TableOpener(session, settings, access, catalog, creator, PATIENCE);
            List<OpenedTable> tables = opener.open();
            if (!opener.problems().isEmpty()) {
                throw new ConfigurationException(opener.problems());
            }
            if (!opener.uncreated().isEmpty()) {
                LOG.info("nothing was created; a start would create {}", String.join(", ", opener.uncreated()));
            }
            LOG.info("tables opened: {}, of keyspace {}", tables.size(), settings.keyspace());
            return tables;
        }
    }

    private static void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
