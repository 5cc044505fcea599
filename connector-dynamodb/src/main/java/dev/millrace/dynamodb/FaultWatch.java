package dev.millrace.dynamodb;

import dev.millrace.core.target.Continuity;
import java.net.URI;
import java.util.Optional;

/**
 * Reports failed calls after which another server, or another table, may answer than before. Every call's failure comes by here before
 * anybody learns of it. Safe for all threads.
 */
final class FaultWatch {
    private final Continuity continuity;
    private final boolean replaceable;

    /** @param endpoint that is called; empty: the service's own in the Region */
    FaultWatch(Continuity continuity, Optional<URI> endpoint) {
        this.continuity = continuity;
        this.replaceable =
                endpoint.filter(uri -> "http".equalsIgnoreCase(uri.getScheme())).isPresent();
    }

    Fault told(Throwable failure) {
        return told(Fault.of(failure));
    }

    Fault told(Fault fault) {
        if (mayBeSetBack(fault.code())) {
            continuity.broken();
        }
        return fault;
    }

    /**
     * A local server, which has no TLS, can be replaced while nobody listens. An address of the service that refuses says nothing about
     * its tables: one that was restored shows as a table that was missing.
     */
    private boolean mayBeSetBack(String code) {
        return code.equals(Fault.RESOURCE_NOT_FOUND) || (replaceable && code.equals(Fault.CONNECTION_REFUSED));
    }
}
