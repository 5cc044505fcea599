package dev.millrace.dynamodb;

import dev.millrace.core.target.Continuity;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Reports failed calls after which another server, or another table, may answer than before, and the first answer of a table that was
 * gone. Every call on a table comes by here before anybody learns how it ended. Safe for all threads.
 */
final class FaultWatch {
    /** Nobody is there any more: its port, its address, or its name has gone. */
    private static final Set<String> NOBODY =
            Set.of(Fault.CONNECTION_REFUSED, Fault.HOST_UNREACHABLE, Fault.HOST_UNKNOWN);

    private final Continuity continuity;
    private final boolean replaceable;

    /** @param endpoint that is called; empty: the service's own in the Region */
    FaultWatch(Continuity continuity, Optional<URI> endpoint) {
        this.continuity = continuity;
        this.replaceable =
                endpoint.filter(uri -> "http".equalsIgnoreCase(uri.getScheme())).isPresent();
    }

    /** A call on the table failed. */
    Fault told(Throwable failure, String table) {
        return told(Fault.of(failure), table);
    }

    Fault told(Fault fault, String table) {
        if (fault.code().equals(Fault.RESOURCE_NOT_FOUND)) {
            continuity.lost(table);
        }
        return told(fault);
    }

    /**
     * A call failed, and nobody knows on which table. A local server, which has no TLS, can be replaced while nobody listens, and
     * so that is a break, as is a call that it did not live to answer. An address of the service that refuses says nothing about its
     * tables: one that was restored shows as a table that was missing.
     */
    Fault told(Fault fault) {
        if (replaceable && (NOBODY.contains(fault.code()) || Fault.isConnectionLoss(fault.code()))) {
            continuity.broken();
        }
        return fault;
    }

    /** The table is there: a call on it was answered, were it with a condition that failed. */
    void answered(String table) {
        continuity.found(table);
    }
}
