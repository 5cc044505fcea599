package dev.millrace.cli.soak;

import java.time.Duration;

/**
 * How long a group keeps a member that is silent.
 *
 * @param session without a heartbeat
 * @param poll without a poll
 */
public record Patience(Duration session, Duration heartbeat, Duration poll) {
    /** Short, so that a round does not wait for members that were killed. */
    static final Patience SHORT = new Patience(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(10));
}
