package dev.millrace.simulator.source;

import java.util.List;

/** What makes changes at the source. */
public interface Workload {

    /**
     * Commits the next unit of work and returns its changes in the order of the log.
     *
     * @param room the most changes that the unit may have, at least 1
     * @return 1 to {@code room} changes: a unit is never cut, one that does not fit gives way to a smaller one
     */
    List<SourceChange> next(long room);

    /** Whether the next unit makes rows that the source begins with. */
    default boolean isLoading() {
        return false;
    }

    /** Whether there is no next unit. */
    default boolean isDone() {
        return false;
    }
}
