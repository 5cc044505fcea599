package dev.millrace.core.engine;

import java.time.Duration;

/** Something that works in steps; in production on a thread of its own. */
interface Worker {
    /** Goes one step on. Returns whether there was anything to do. */
    boolean step();

    /** What wakes the worker. */
    Signal signal();

    /** How long the worker may rest unless its signal is raised. */
    Duration idleTime(Duration longest);
}
