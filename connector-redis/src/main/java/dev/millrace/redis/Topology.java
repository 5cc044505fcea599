package dev.millrace.redis;

import dev.millrace.core.target.Continuity;
import dev.millrace.redis.Dialer.Dialed;
import dev.millrace.redis.LinkFailure.Stage;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/**
 * Knows the generation that is written to now, and notices when it has ended: then the break is told before anything can be asked of the
 * next. Each connection is handed out only where its server is the one that the generation knows. Safe for all threads.
 */
final class Topology implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

    private final RedisSettings settings;
    private final Dialer dialer;
    private final Continuity continuity;
    /** Held while the next generation is looked for: one looks, all get what it found. */
    private final ReentrantLock building = new ReentrantLock();

    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicInteger turns = new AtomicInteger();
    /** Written by the builder. */
    private volatile @Nullable Generation current;
    /** How often nothing was found. Written by the builder. */
    private final AtomicInteger failures = new AtomicInteger();
    /** Guarded by {@link #building}. */
    private @Nullable LinkFailure lastFailure;

    private volatile boolean closed;

    Topology(RedisSettings settings, Dialer dialer, Continuity continuity) {
        this.settings = settings;
        this.dialer = dialer;
        this.continuity = continuity;
    }

    /** The generation to write to; connects where there is none. */
    Generation current() throws LinkFailure {
        Generation seen = current;
        if (seen != null && !seen.isOver()) {
            return seen;
        }
        int failedBefore = failures.get();
        building.lock();
        try {
            Generation found = current;
            if (found != null && !found.isOver()) {
                return found;
            }
            LinkFailure failure = lastFailure;
            if (failure != null && failures.get() != failedBefore) {
                // Somebody has looked meanwhile; a look may take long, and they would all follow each other.
                throw failure;
            }
            Generation built = build(found);
            lastFailure = null;
            current = built;
            return built;
        } catch (LinkFailure failure) {
            if (lastFailure != failure) {
                lastFailure = failure;
                failures.incrementAndGet();
            }
            throw failure;
        } finally {
            building.unlock();
        }
    }

    private Generation build(@Nullable Generation former) throws LinkFailure {
        Set<Node> candidates = new LinkedHashSet<>(settings.nodes());
        if (former != null && settings.mode() == Mode.CLUSTER) {
            candidates.addAll(former.nodes());
        }
        LinkFailure failure = LinkFailure.unusable(Stage.CONNECTING, LinkFailure.UNREACHABLE);
        for (Node candidate : candidates) {
            try {
                return generation(layout(candidate));
            } catch (LinkFailure next) {
                failure = next;
            }
        }
        throw failure;
    }

    private SlotLayout layout(Node candidate) throws LinkFailure {
        if (settings.mode() == Mode.SINGLE) {
            return SlotLayout.single(candidate);
        }
        Link link = dialer.dialAny(candidate).link();
        try {
            return askLayout(candidate, link);
        } finally {
            dialer.hangUp(link);
        }
    }

    private static SlotLayout askLayout(Node asked, Link link) throws LinkFailure {
        link.send(Command.CLUSTER, "SLOTS");
        link.send(Command.CLUSTER, "INFO");
        link.flush();
        Object slots = link.read();
        Object info = link.read();
        return SlotLayout.of(asked, slots, info)
                .filter(layout -> !layout.ranges().isEmpty())
                .orElseThrow(() -> LinkFailure.unusable(Stage.QUESTIONS, LinkFailure.SLOT_UNSERVED));
    }

    private Generation generation(SlotLayout layout) throws LinkFailure {
        List<Primary> primaries = new ArrayList<>();
        boolean complete = false;
        try {
            for (Node node : layout.primaries()) {
                Dialed dialed = dialer.dial(node);
                Primary primary = new Primary(node, dialed.info());
                primary.put(dialed.link());
                primaries.add(primary);
            }
            complete = true;
            return new Generation(layout, primaries);
        } finally {
            if (!complete) {
                primaries.forEach(this::hangUp);
            }
        }
    }

    /**
     * A connection to the primary, for this thread alone until it gives it back.
     *
     * @throws LinkFailure also where another server answers than the generation knows: then it has ended
     */
    Link borrow(Generation generation, Primary primary) throws LinkFailure {
        try {
            Optional<Link> idle = primary.take();
            return idle.isPresent() ? renewed(idle.get()) : opened(generation, primary);
        } catch (LinkFailure failure) {
            lost(generation, primary);
            throw failure;
        }
    }

    private Link renewed(Link link) throws LinkFailure {
        boolean usable = false;
        try {
            dialer.renewWhereOld(link);
            usable = true;
            return link;
        } finally {
            if (!usable) {
                dialer.hangUp(link);
            }
        }
    }

    private Link opened(Generation generation, Primary primary) throws LinkFailure {
        Dialed dialed;
        try {
            dialed = dialer.dial(primary.node());
        } catch (LinkFailure failure) {
            if (failure.stage() == Stage.ROLE) {
                end(generation);
            }
            throw failure;
        }
        if (!primary.is(dialed.info())) {
            dialer.hangUp(dialed.link());
            end(generation);
            throw LinkFailure.unusable(Stage.ROLE, LinkFailure.SERVER_CHANGED);
        }
        return dialed.link();
    }

    /** A link that broke, or that belongs to a generation that is over, is closed. */
    void giveBack(Generation generation, Primary primary, Link link) {
        if (!link.isUsable() || generation.isOver() || closed) {
            dialer.hangUp(link);
            return;
        }
        primary.put(link);
        if (generation.isOver() || closed) {
            // It ended in between, and whoever ended it may not have seen this one.
            hangUp(primary);
        }
    }

    /** A connection to the primary broke, or none came about: what lies idle will be broken as well. */
    void lost(Generation generation, Primary primary) {
        hangUp(primary);
        if (!primary.identity().isKnown()) {
            // Nobody can tell whether it comes back as another.
            end(generation);
        }
        look(generation, Optional.of(primary));
    }

    /** Asks one of the nodes, each in its turn, who has which slots, and ends the generation where others are primaries now. */
    void look(Generation generation) {
        look(generation, Optional.empty());
    }

    private void look(Generation generation, Optional<Primary> except) {
        if (settings.mode() == Mode.SINGLE || generation.isOver() || !looking.tryLock()) {
            return;
        }
        try {
            List<Primary> asked = new ArrayList<>(generation.primaries());
            except.ifPresent(asked::remove);
            for (int i = 0; i < asked.size(); i++) {
                Primary primary = asked.get(Math.floorMod(turns.getAndIncrement(), asked.size()));
                Optional<SlotLayout> layout = layoutOf(generation, primary);
                if (layout.isPresent()) {
                    if (!generation.follow(layout.get())) {
                        end(generation);
                    }
                    return;
                }
            }
        } finally {
            looking.unlock();
        }
    }

    private Optional<SlotLayout> layoutOf(Generation generation, Primary primary) {
        Link link;
        try {
            Optional<Link> idle = primary.take();
            link = idle.isPresent() ? renewed(idle.get()) : opened(generation, primary);
        } catch (LinkFailure gone) {
            return Optional.empty();
        }
        try {
            return Optional.of(askLayout(primary.node(), link));
        } catch (LinkFailure gone) {
            return Optional.empty();
        } finally {
            giveBack(generation, primary, link);
        }
    }

    /** Ends the generation, and closes what lies idle; what is in use is closed when it comes back. */
    void end(Generation generation) {
        if (generation.end(continuity)) {
            LOG.warn(
                    "{} may be other servers than before: progress starts over from what they hold",
                    generation.nodes());
            generation.primaries().forEach(this::hangUp);
        }
    }

    private void hangUp(Primary primary) {
        primary.drain().forEach(dialer::hangUp);
    }

    @Override
    public void close() {
        closed = true;
        dialer.close();
    }
}
