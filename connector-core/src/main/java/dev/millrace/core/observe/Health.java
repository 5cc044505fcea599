package dev.millrace.core.observe;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the probes and the status page ask. Alive: the poll loop turned lately, nothing else. Ready: the member is in its group and
 * does not stop; not the target, since an outage must not block the rollout that mends it.
 *
 * <p>Thread safety: everything but {@code stopping} is written by the poll loop, that by whoever stops the connector; the endpoint
 * reads.
 */
public final class Health {
    private final ConnectorMetrics metrics;
    private final Clock clock;
    private final Duration longestTurn;
    private volatile Optional<StatusSnapshot> status = Optional.empty();
    private volatile boolean turned;
    private volatile boolean joined;
    private volatile boolean stopping;

    /** @param longestTurn without a poll before the connector counts as dead; more than a revoke budget */
    public Health(ConnectorMetrics metrics, Clock clock, Duration longestTurn) {
        this.metrics = metrics;
        this.clock = clock;
        this.longestTurn = longestTurn;
    }

    /** The poll loop begins: from now on it has to turn. */
    public void turning() {
        metrics.polled();
        turned = true;
    }

    public void joined() {
        joined = true;
    }

    /** The group goes on without the member, until it joins again. */
    public void left() {
        joined = false;
    }

    public void stopping() {
        stopping = true;
    }

    /** Before the first turn the start has limits of its own, which end the process. */
    public boolean isAlive() {
        return !turned || Duration.between(metrics.lastPoll(), clock.instant()).compareTo(longestTurn) <= 0;
    }

    public boolean isReady() {
        return joined && !stopping;
    }

    /** What the poll loop sees. */
    public void publish(StatusSnapshot seen) {
        status = Optional.of(seen);
    }

    /** What the poll loop saw last; empty before its first turn. */
    public Optional<StatusSnapshot> status() {
        return status;
    }
}
