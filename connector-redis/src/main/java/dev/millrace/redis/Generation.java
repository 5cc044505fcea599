package dev.millrace.redis;

import dev.millrace.core.target.Continuity;
import dev.millrace.redis.RedisSettings.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/**
 * The primaries that are written to, as long as they are the same servers with the same histories. What was written in one generation may
 * be gone in the next. Safe for all threads.
 */
final class Generation {
    private final Map<Node, Primary> primaries = new LinkedHashMap<>();
    private final AtomicReferenceArray<Primary> owners = new AtomicReferenceArray<>(SlotLayout.SLOTS);
    private final long epoch;
    private final String digest;
    private volatile boolean over;

    /** @param layout whose primaries are all in the list */
    Generation(SlotLayout layout, List<Primary> primaries) {
        primaries.forEach(primary -> this.primaries.put(primary.node(), primary));
        this.epoch = layout.epoch();
        this.digest = digest(primaries);
        arrange(layout);
    }

    /** One name for all the servers, whatever their order. */
    private static String digest(List<Primary> primaries) {
        String all = primaries.stream()
                .map(primary -> name(primary.identity()))
                .sorted()
                .collect(Collectors.joining("\n"));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Of a server that tells nothing nobody knows whether it is the one of the last generation: it counts as another. */
    private static String name(Identity identity) {
        return identity.isKnown() ? identity.toString() : UUID.randomUUID().toString();
    }

    private void arrange(SlotLayout layout) {
        for (SlotLayout.Range range : layout.ranges()) {
            for (int slot = range.first(); slot <= range.last(); slot++) {
                owners.set(slot, primaries.get(range.primary()));
            }
        }
    }

    String digest() {
        return digest;
    }

    Collection<Primary> primaries() {
        return primaries.values();
    }

    Set<Node> nodes() {
        return primaries.keySet();
    }

    Optional<Primary> at(Node node) {
        return Optional.ofNullable(primaries.get(node));
    }

    Optional<Primary> owner(int slot) {
        return Optional.ofNullable(owners.get(slot));
    }

    /**
     * One of the slots that the primary has, another one for each attempt: where one moves, those beside it may move too. A primary that
     * has none any more is soon not in the layout any more.
     */
    int slotOf(Primary primary, int attempt) {
        int first = 0;
        while (first < SlotLayout.SLOTS - 1 && owners.get(first) != primary) {
            first++;
        }
        if (attempt == 0) {
            return first;
        }
        int last = SlotLayout.SLOTS - 1;
        while (last > first && owners.get(last) != primary) {
            last--;
        }
        if (attempt == 1) {
            return last;
        }
        int middle = first + (last - first) / attempt;
        while (middle < last && owners.get(middle) != primary) {
            middle++;
        }
        return middle;
    }

    /** Another of its primaries has the slot now. */
    void moved(int slot, Primary to) {
        owners.set(slot, to);
    }

    /**
     * Takes another look's layout.
     *
     * @return false where it names another set of primaries: then the generation should end
     */
    boolean follow(SlotLayout layout) {
        if (layout.epoch() < epoch) {
            // Told by a node that has not heard yet.
            return true;
        }
        if (!layout.primaries().equals(nodes())) {
            return false;
        }
        arrange(layout);
        return true;
    }

    /** Whether something may be answered differently by other servers now. */
    boolean isOver() {
        return over;
    }

    /** Ends it, once; what comes next comes after the break was told. */
    synchronized boolean end(Continuity continuity) {
        if (over) {
            return false;
        }
        // First: whoever sees that it is over may go on with the next.
        continuity.broken();
        over = true;
        return true;
    }
}
