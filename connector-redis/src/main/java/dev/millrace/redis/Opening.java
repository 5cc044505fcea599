package dev.millrace.redis;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.TrustedCertificates;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.Continuity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects, checks everything, and has the servers take the procedures. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    /**
     * What whoever takes it closes.
     *
     * @param tables by their names at the source
     */
    record Opened(Topology topology, Procedures procedures, Continuity continuity, Map<String, MappedTable> tables) {}

    static Opened open(RedisSettings settings, Access access) {
        return open(settings, access, Credentials.of(settings.login()), System::nanoTime);
    }

    /**
     * @param nanoClock by which logins grow old
     * @throws ConfigurationException with every problem that was found
     */
    static Opened open(RedisSettings settings, Access access, Credentials credentials, LongSupplier nanoClock) {
        List<Problem> problems = new ArrayList<>(SettingsChecks.check(settings));
        Mapping mapping = Mapping.of(settings);
        problems.addAll(mapping.problems());
        refuse(problems);
        Sockets sockets = new Sockets(
                settings.tls()
                        .map(tls -> TrustedCertificates.context(tls.caFile(), "target.tls-ca-file")
                                .getSocketFactory()),
                settings.requestTimeout());
        LinkWatch watch = new LinkWatch(settings.requestTimeout());
        Dialer dialer = new Dialer(settings, sockets, credentials, watch, nanoClock);
        Continuity continuity = new Continuity();
        Topology topology = new Topology(settings, dialer, continuity);
        Procedures procedures = new Procedures();
        boolean opened = false;
        try {
            ServerChecks checks = new ServerChecks(settings, access, dialer, topology, procedures);
            refuse(checks.check(mapping.tables().values()));
            LOG.info("tables opened: {}", mapping.tables().size());
            opened = true;
            return new Opened(topology, procedures, continuity, mapping.tables());
        } catch (LinkFailure failure) {
            throw new OpenFailure(settings).of(failure);
        } finally {
            if (!opened) {
                topology.close();
            }
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
