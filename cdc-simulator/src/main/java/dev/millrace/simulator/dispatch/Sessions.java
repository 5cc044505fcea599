package dev.millrace.simulator.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The connections that are open; of each Publisher's name the newest only. Safe for all threads. */
final class Sessions {
    private final String cluster;
    private final Set<PublisherSession> open = new HashSet<>();
    private final Map<String, PublisherSession> byName = new HashMap<>();
    private boolean closed;

    /** @param cluster the identity of the Kafka cluster */
    Sessions(String cluster) {
        this.cluster = cluster;
    }

    String cluster() {
        return cluster;
    }

    /** A connection that has said nothing yet. */
    synchronized void begun(PublisherSession session) {
        open.add(session);
        if (closed) {
            session.close();
        }
    }

    /** A Publisher that connects again may be faster than the end of its former connection. */
    synchronized void named(PublisherSession session, String name) {
        PublisherSession former = byName.put(name, session);
        if (former != null) {
            former.close();
        }
    }

    synchronized void ended(PublisherSession session) {
        open.remove(session);
        byName.values().remove(session);
    }

    synchronized int size() {
        return open.size();
    }

    /** Publishers that have said their name. */
    synchronized int publishers() {
        return byName.size();
    }

    /** Changes that were received and are not stored yet. */
    synchronized long outstanding() {
        return open.stream().mapToLong(PublisherSession::outstanding).sum();
    }

    /** Cuts every connection. */
    synchronized void cut() {
        open.forEach(PublisherSession::close);
    }

    /** Cuts every connection, and those that come. */
    synchronized void close() {
        closed = true;
        cut();
    }
}
