package dev.millrace.core.engine;

import java.util.OptionalLong;

/**
 * Where a partition goes on.
 *
 * @param offset empty for the beginning of the log
 * @param rewound whether the target has less than what was taken to be in it
 */
record StartingPoint(OptionalLong offset, boolean rewound) {

    /**
     * @param covered below it everything was taken to be in the target, since it is committed or was raised; empty for nothing
     * @param held the progress that the target holds
     */
    static StartingPoint of(OptionalLong covered, OptionalLong held) {
        if (covered.isEmpty()) {
            return new StartingPoint(covered, false);
        }
        if (held.isEmpty() || held.getAsLong() < covered.getAsLong()) {
            // Without any progress the whole log is needed: where it does not begin at 0 any more, that is a gap.
            return new StartingPoint(OptionalLong.of(held.orElse(0)), true);
        }
        return new StartingPoint(covered, false);
    }
}
