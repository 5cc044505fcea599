package dev.millrace.redis;

import dev.millrace.redis.LinkFailure.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Asks all primaries whether they still are the ones that the generation knows. Safe for all threads. */
final class RollCall {
    private static final Logger LOG = LoggerFactory.getLogger(RollCall.class);

    private final Topology topology;

    RollCall(Topology topology) {
        this.topology = topology;
    }

    /**
     * The generation whose primaries have all answered, each with the name that it has in it.
     *
     * @throws LinkFailure where one does not answer, or is another: then the generation has ended
     */
    Generation call() throws LinkFailure {
        Generation generation = topology.current();
        for (Primary primary : generation.primaries()) {
            ask(generation, primary);
        }
        // A primary that was cut off says the same as ever; the others know that it has a successor.
        topology.look(generation);
        if (generation.isOver()) {
            throw LinkFailure.unusable(Stage.ROLE, LinkFailure.SERVER_CHANGED);
        }
        return generation;
    }

    private void ask(Generation generation, Primary primary) throws LinkFailure {
        List<@Nullable Object> replies;
        try {
            replies = introduction(generation, primary);
        } catch (LinkFailure failure) {
            if (!failure.code().equals(LinkFailure.CONNECTION_LOST)) {
                throw failure.before(Stage.QUESTIONS);
            }
            // One that lay idle may have ended long ago, and says nothing of who would answer now.
            replies = freshIntroduction(generation, primary);
        }
        Optional<JedisDataException> refused = replies.stream()
                .filter(JedisDataException.class::isInstance)
                .map(JedisDataException.class::cast)
                .findFirst();
        if (refused.isPresent()) {
            throw LinkFailure.refused(Stage.QUESTIONS, ServerError.of(Exchange.text(refused.get())));
        }
        ServerInfo info = ServerInfo.of(replies);
        if (!primary.is(info)) {
            topology.end(generation);
            throw LinkFailure.unusable(Stage.ROLE, LinkFailure.SERVER_CHANGED);
        }
        primary.replicas(info.onlineReplicas());
    }

    private List<@Nullable Object> freshIntroduction(Generation generation, Primary primary) throws LinkFailure {
        try {
            return introduction(generation, primary);
        } catch (LinkFailure failure) {
            throw failure.before(Stage.QUESTIONS);
        }
    }

    private List<@Nullable Object> introduction(Generation generation, Primary primary) throws LinkFailure {
        Link link = topology.borrow(generation, primary);
        try {
            link.send(Command.INFO, "server");
            link.send(Command.INFO, "replication");
            link.flush();
            List<@Nullable Object> replies = new ArrayList<>();
            replies.add(link.read());
            replies.add(link.read());
            return replies;
        } catch (LinkFailure failure) {
            topology.lost(generation, primary);
            throw failure;
        } finally {
            topology.giveBack(generation, primary, link);
        }
    }

    /** Asks all, and keeps every connection that lies idle from being closed for that. */
    void keepWarm() throws LinkFailure {
        Generation generation = present();
        for (Primary primary : generation.primaries()) {
            for (Link link : primary.drain()) {
                warm(link);
                topology.giveBack(generation, primary, link);
            }
        }
    }

    /** Others than before are as good a sign of life. */
    private Generation present() throws LinkFailure {
        try {
            return call();
        } catch (LinkFailure failure) {
            if (failure.code().equals(LinkFailure.SERVER_CHANGED)) {
                return call();
            }
            throw failure;
        }
    }

    /** One that was closed meanwhile is of no use any more, and says nothing of the primary, which has just answered. */
    private static void warm(Link link) {
        try {
            Object unused = link.call(Command.PING);
        } catch (LinkFailure closed) {
            LOG.debug("an idle connection had gone: {}", closed.code());
        }
    }
}
