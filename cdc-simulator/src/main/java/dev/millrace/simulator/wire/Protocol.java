package dev.millrace.simulator.wire;

import java.time.Duration;

/** What both sides of the protocol know. */
public final class Protocol {
    public static final int VERSION = 1;

    /** Who has nothing to say says so this often. */
    public static final Duration ALIVE_INTERVAL = Duration.ofSeconds(5);

    /** Who hears nothing for so long ends the connection. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private Protocol() {}
}
