package dev.millrace.core.observe;

import java.time.Clock;
import java.time.Duration;

/**
 * What the probes ask. Alive: the poll loop turned lately, nothing else. Ready: the member joined its group; not the target,
 * since an outage must not block the rollout that mends it.
 *
 * <p>Thread safety: {@code joined} is written by the poll loop and read by the endpoint.
 */
public final class Health {
    private final ConnectorMetrics metrics;
    private final Clock clock;
    private final Duration longestTurn;
    private volatile boolean joined;

    /** @param longestTurn without a poll before the connector counts as dead; more than a revoke budget */
    public Health(ConnectorMetrics metrics, Clock clock, Duration longestTurn) {
        this.metrics = metrics;
        this.clock = clock;
        this.longestTurn = longestTurn;
    }

    public void joined() {
        joined = true;
    }

    public boolean isAlive() {
        return Duration.between(metrics.lastPoll(), clock.instant()).compareTo(longestTurn) <= 0;
    }

    public boolean isReady() {
        return joined;
    }
}
