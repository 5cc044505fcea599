package dev.millrace.redis;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.FailureKind;
import dev.millrace.redis.LinkFailure.Stage;
import dev.millrace.redis.RedisSettings.Eviction;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Looks at the servers before anything is written, and gives them the procedures. For one thread. */
final class ServerChecks {
    private static final Logger LOG = LoggerFactory.getLogger(ServerChecks.class);
    private static final int FIRST_WITH_FUNCTIONS = 7;
    private static final String NO_EVICTION = "noeviction";

    private final RedisSettings settings;
    private final Access access;
    private final Dialer dialer;
    private final Topology topology;
    private final Procedures procedures;
    private final List<Problem> problems = new ArrayList<>();

    ServerChecks(RedisSettings settings, Access access, Dialer dialer, Topology topology, Procedures procedures) {
        this.settings = settings;
        this.access = access;
        this.dialer = dialer;
        this.topology = topology;
        this.procedures = procedures;
    }

    /**
     * Every problem of all servers and tables.
     *
     * @throws LinkFailure where one keeps from looking at the others
     */
    List<Problem> check(Collection<MappedTable> tables) throws LinkFailure {
        checkMode();
        Generation generation = topology.current();
        HeldSample sample = new HeldSample(tables);
        for (Primary primary : generation.primaries()) {
            ServerInfo info = all(generation, primary);
            checkEviction(primary.node(), info);
            checkReplicas(primary.node(), info);
            problems.addAll(on(generation, primary, sample::check));
        }
        if (access == Access.WRITE && problems.isEmpty()) {
            load(generation);
        }
        return problems;
    }

    /** Before anything else: the wrong mode makes everything else look strange. */
    private void checkMode() throws LinkFailure {
        LinkFailure failure = LinkFailure.unusable(Stage.CONNECTING, LinkFailure.UNREACHABLE);
        for (Node node : settings.nodes()) {
            Link link;
            try {
                link = dialer.dialAny(node).link();
            } catch (LinkFailure next) {
                failure = next;
                continue;
            }
            try {
                checkMode(
                        node,
                        ServerInfo.of(Collections.singletonList(require(link.call(Protocol.Command.INFO, "cluster")))));
                return;
            } finally {
                dialer.hangUp(link);
            }
        }
        throw failure;
    }

    private void checkMode(Node node, ServerInfo info) {
        if (info.isCluster() == (settings.mode() == Mode.CLUSTER)) {
            return;
        }
        throw new ConfigurationException(
                info.isCluster()
                        ? new Problem(
                                ProblemCode.CONFIG_VALUE_INVALID,
                                "target.mode",
                                node + " is a node of a cluster",
                                "target.mode: cluster")
                        : new Problem(
                                ProblemCode.CONFIG_VALUE_INVALID,
                                "target.mode",
                                node + " is no node of a cluster",
                                "target.mode: single"));
    }

    private interface Question<A> {
        A ask(Link link) throws LinkFailure;
    }

    private <A> A on(Generation generation, Primary primary, Question<A> question) throws LinkFailure {
        Link link = topology.borrow(generation, primary);
        try {
            return question.ask(link);
        } catch (LinkFailure failure) {
            throw failure.before(Stage.QUESTIONS);
        } finally {
            topology.giveBack(generation, primary, link);
        }
    }

    private ServerInfo all(Generation generation, Primary primary) throws LinkFailure {
        return on(
                generation,
                primary,
                link -> ServerInfo.of(Collections.singletonList(require(link.call(Protocol.Command.INFO)))));
    }

    /** They may come back at any time: no reason to refuse the start. */
    private void checkReplicas(Node node, ServerInfo info) {
        int wanted = settings.minReplicas().orElse(0);
        if (info.onlineReplicas() < wanted) {
            LOG.warn(
                    "{} has {} of the {} replicas that target.min-replicas asks for: nothing is committed until it has them."
                            + " Fix: connect them, or lower target.min-replicas",
                    node,
                    info.onlineReplicas(),
                    wanted);
        }
    }

    private void checkEviction(Node node, ServerInfo info) {
        Optional<String> policy = info.evictionPolicy().filter(found -> !found.equals(NO_EVICTION));
        if (policy.isEmpty()) {
            return;
        }
        if (settings.eviction() == Eviction.ALLOW) {
            LOG.warn(
                    "{} evicts keys when its memory is full ({}): a row whose version was evicted can be overwritten by an"
                            + " older change, and a deleted one can come back",
                    node,
                    policy.get());
            return;
        }
        problems.add(new Problem(
                ProblemCode.TARGET_REFUSED,
                "target.allow-eviction",
                node + " evicts keys when its memory is full (maxmemory-policy " + policy.get()
                        + "), and with them the versions that keep old changes out",
                "set maxmemory-policy noeviction (on ElastiCache in the parameter group), or accept the loss with"
                        + " target.allow-eviction: true"));
    }

    private void load(Generation generation) throws LinkFailure {
        Optional<ServerError> refused = Optional.empty();
        for (Library.Form form : forms(generation)) {
            procedures.use(form);
            refused = load(generation, form);
            if (refused.isEmpty()) {
                checkRights(generation);
                return;
            }
        }
        String code = refused.map(ServerError::code).orElse("");
        if (refused.isPresent() && refused.get().kind() != FailureKind.FATAL && !code.equals(ServerError.GENERIC)) {
            // It takes nothing now, such as one that still loads its data: another start may find it ready.
            throw LinkFailure.refused(Stage.QUESTIONS, refused.get());
        }
        problems.add(new Problem(
                ProblemCode.TARGET_REFUSED,
                "target.user",
                "the servers do not take the connector's procedures (" + code + ")",
                "allow FUNCTION LOAD and FCALL, or SCRIPT LOAD and EVALSHA: docs/redis.md has the rules of a user"));
    }

    private void checkRights(Generation generation) throws LinkFailure {
        RightsCheck rights = new RightsCheck(settings, procedures);
        for (Primary primary : generation.primaries()) {
            Optional<Problem> problem = on(generation, primary, rights::check);
            if (problem.isPresent()) {
                problems.add(problem.get());
                return;
            }
        }
    }

    private List<Library.Form> forms(Generation generation) throws LinkFailure {
        for (Primary primary : generation.primaries()) {
            if (all(generation, primary).majorVersion() < FIRST_WITH_FUNCTIONS) {
                return List.of(Library.Form.SCRIPTS);
            }
        }
        return List.of(Library.Form.FUNCTIONS, Library.Form.SCRIPTS);
    }

    /** The first refusal; empty where there was none. */
    private Optional<ServerError> load(Generation generation, Library.Form form) throws LinkFailure {
        for (Primary primary : generation.primaries()) {
            Link link = topology.borrow(generation, primary);
            try {
                for (Command command : procedures.first()) {
                    link.send(command.name(), command.arguments());
                    link.flush();
                    if (link.read() instanceof JedisDataException refusal) {
                        LOG.info("{} does not take {}", primary.node(), form);
                        return Optional.of(ServerError.of(Exchange.text(refusal)));
                    }
                }
            } finally {
                topology.giveBack(generation, primary, link);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object require(@Nullable Object reply) throws LinkFailure {
        if (reply instanceof JedisDataException error) {
            throw LinkFailure.refused(Stage.QUESTIONS, ServerError.of(Exchange.text(error)));
        }
        return reply;
    }
}
