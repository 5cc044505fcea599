package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which primary has which slots.
 *
 * @param epoch of the cluster's own counting: it rises with each failover
 */
record SlotLayout(long epoch, List<Range> ranges) {
    static final int SLOTS = 16_384;
    private static final String EPOCH = "cluster_current_epoch:";

    /**
     * Some slots in a row.
     *
     * @param last included
     */
    record Range(int first, int last, Node primary) {}

    /** One server has them all. */
    static SlotLayout single(Node node) {
        return new SlotLayout(0, List.of(new Range(0, SLOTS - 1, node)));
    }

    /**
     * What a node of a cluster answers.
     *
     * @param asked whose address stands for an empty one
     * @param slots the answer to CLUSTER SLOTS
     * @param info the answer to CLUSTER INFO
     * @return empty where it is no such answer
     */
    static Optional<SlotLayout> of(Node asked, @Nullable Object slots, @Nullable Object info) {
        if (!(slots instanceof List<?> entries)) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof List<?> range
                    && range.size() > 2
                    && range.get(0) instanceof Long first
                    && range.get(1) instanceof Long last
                    && range.get(2) instanceof List<?> primary
                    && primary.size() > 1
                    && primary.get(1) instanceof Long port)) {
                return Optional.empty();
            }
            String host = primary.get(0) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
            ranges.add(new Range(first.intValue(), last.intValue(), node(asked, host, port.intValue())));
        }
        return Optional.of(new SlotLayout(epoch(info), ranges));
    }

    /** A node that does not know its own address tells none, and a question mark stands for one that has no name. */
    static Node node(Node asked, String host, int port) {
        return new Node(host.isEmpty() || host.equals("?") ? asked.host() : host, port);
    }

    private static long epoch(@Nullable Object info) {
        if (info instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(EPOCH))
                    .map(line -> line.substring(EPOCH.length()).trim())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
        return 0;
    }

    Set<Node> primaries() {
        return ranges.stream().map(Range::primary).collect(Collectors.toSet());
    }
}
