package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A primary as one generation knows it, with the connections to it that nobody uses now. Safe for all threads. */
final class Primary {
    private final Node node;
    private final Identity identity;
    /** The one used last comes first: the others are the ones that are not needed. Guarded by itself. */
    private final Deque<Link> idle = new ArrayDeque<>();
    /** Written by whoever asked last, read by all. */
    private volatile int replicas;

    Primary(Node node, ServerInfo info) {
        this.node = node;
        this.identity = info.identity();
        this.replicas = info.onlineReplicas();
    }

    Node node() {
        return node;
    }

    Identity identity() {
        return identity;
    }

    boolean is(ServerInfo info) {
        return info.isPrimary() && info.identity().equals(identity);
    }

    /** How many replicas got each write as it happened, when it was last asked. */
    int replicas() {
        return replicas;
    }

    void replicas(int online) {
        replicas = online;
    }

    Optional<Link> take() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst());
        }
    }

    void put(Link link) {
        synchronized (idle) {
            idle.addFirst(link);
        }
    }

    /** All of them, which are no longer here then. */
    List<Link> drain() {
        synchronized (idle) {
            List<Link> all = new ArrayList<>(idle);
            idle.clear();
            return all;
        }
    }
}
