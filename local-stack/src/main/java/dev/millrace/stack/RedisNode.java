package dev.millrace.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A node of a cluster as a node sees it.
 *
 * @param port where clients connect
 * @param flags among them {@code master} or {@code slave}, and {@code fail}
 * @param primaryId of a replica; else a dash
 * @param slots numbers and ranges; of a slot that is being moved, brackets
 */
record RedisNode(String id, int port, Set<String> flags, String primaryId, List<String> slots) {
    private static final int FIELDS_BEFORE_SLOTS = 8;

    /** What a running node sees, itself included. */
    static List<RedisNode> seenBy(RedisServer server) {
        return server.command("CLUSTER", "NODES").lines().map(RedisNode::parse).toList();
    }

    /** {@code id host:port@bus,name flags primary ping pong epoch link slot ...}. */
    private static RedisNode parse(String line) {
        String[] fields = line.split(" ", -1);
        String address = fields[1].substring(0, fields[1].indexOf('@'));
        return new RedisNode(
                fields[0],
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
                Set.of(fields[2].split(",", -1)),
                fields[3],
                Arrays.asList(fields).subList(FIELDS_BEFORE_SLOTS, fields.length));
    }

    boolean isPrimary() {
        return flags.contains("master");
    }

    /** Neither just met nor suspected or known to be gone. */
    boolean isSound() {
        return flags.stream().noneMatch(flag -> flag.startsWith("fail") || flag.equals("handshake"));
    }

    boolean owns(int slot) {
        return slots.stream().anyMatch(range -> holds(range, slot));
    }

    private static boolean holds(String range, int slot) {
        if (range.startsWith("[")) {
            return false;
        }
        int dash = range.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        return first <= slot && slot <= Integer.parseInt(range.substring(dash + 1));
    }
}
