package dev.millrace.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Commands for one node, over one connection: all are sent before the first answer is read. For one thread; whatever fails ends it, and the
 * answers that came before stand.
 */
final class Exchange {
    private final Primary primary;
    private final List<Call> calls = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable LinkFailure failure;

    /**
     * @param index of the command among all
     * @param asking whether the node is only about to get the slot
     */
    record Call(int index, Command command, boolean asking) {}

    /** Takes what is answered: a value, or an error as a {@link JedisDataException}. */
    interface Answers {
        void answer(Call call, @Nullable Object reply);
    }

    /**
     * What has to reach replicas before it counts.
     *
     * @param write in a slot of the node: a row that was stale has written nothing itself that could be waited for
     */
    record Assurance(int replicas, Duration within, Command write) {}

    Exchange(Primary primary) {
        this.primary = primary;
    }

    void add(Call call) {
        calls.add(call);
    }

    Primary primary() {
        return primary;
    }

    List<Call> calls() {
        return calls;
    }

    Optional<LinkFailure> failure() {
        return Optional.ofNullable(failure);
    }

    void send(Topology topology, Generation generation, Optional<Assurance> assurance) {
        try {
            Link opened = topology.borrow(generation, primary);
            link = opened;
            for (Call call : calls) {
                if (call.asking()) {
                    opened.send(Protocol.Command.ASKING);
                }
                opened.send(call.command().name(), call.command().arguments());
            }
            if (assurance.isPresent()) {
                assure(opened, assurance.get());
            }
            opened.flush();
        } catch (LinkFailure failed) {
            failure = failed;
        }
    }

    /** Reads what was asked; nothing where sending failed. */
    void read(Answers answers) {
        Link opened = link;
        if (opened == null || failure != null) {
            return;
        }
        try {
            for (Call call : calls) {
                if (call.asking()) {
                    // What it is about is said again by the command's own answer.
                    Object unused = opened.read();
                }
                answers.answer(call, opened.read());
            }
        } catch (LinkFailure failed) {
            failure = failed;
        }
    }

    private static void assure(Link link, Assurance assurance) throws LinkFailure {
        link.send(assurance.write().name(), assurance.write().arguments());
        link.send(
                Protocol.Command.WAIT,
                Integer.toString(assurance.replicas()),
                Long.toString(assurance.within().toMillis()));
    }

    /** What came of an assurance. */
    enum Assured {
        REACHED,
        BEHIND,
        /** The slot of its own write is elsewhere: nothing is known, and it can be asked for again. */
        UNWRITTEN
    }

    /** Whether everything that was answered has reached replicas. To be called after {@link #read}. */
    Assured assured(Assurance assurance) {
        Link opened = link;
        if (opened == null || failure != null) {
            return Assured.BEHIND;
        }
        try {
            Object written = opened.read();
            Object reached = opened.readAfter(assurance.within());
            if (written instanceof JedisRedirectionException) {
                return Assured.UNWRITTEN;
            }
            return !(written instanceof JedisDataException)
                            && reached instanceof Long replicas
                            && replicas >= assurance.replicas()
                    ? Assured.REACHED
                    : Assured.BEHIND;
        } catch (LinkFailure failed) {
            failure = failed;
            return Assured.BEHIND;
        }
    }

    /** Asks anew. */
    void assureAgain(Assurance assurance) {
        Link opened = link;
        if (opened == null || failure != null) {
            return;
        }
        try {
            assure(opened, assurance);
            opened.flush();
        } catch (LinkFailure failed) {
            failure = failed;
        }
    }

    /** Sends some more and reads the answers. */
    List<@Nullable Object> sendOn(List<Command> commands) {
        List<@Nullable Object> replies = new ArrayList<>();
        Link opened = link;
        if (opened == null || failure != null) {
            return replies;
        }
        try {
            for (Command command : commands) {
                opened.send(command.name(), command.arguments());
            }
            opened.flush();
            while (replies.size() < commands.size()) {
                replies.add(opened.read());
            }
        } catch (LinkFailure failed) {
            failure = failed;
        }
        return replies;
    }

    void end(Topology topology, Generation generation) {
        Link opened = link;
        link = null;
        if (opened != null) {
            topology.giveBack(generation, primary, opened);
            if (failure != null) {
                topology.lost(generation, primary);
            }
        }
    }

    static String text(JedisDataException error) {
        return String.valueOf(error.getMessage());
    }
}
