package dev.millrace.cli.soak;

import java.time.Duration;

/**
 * What is done to a target.
 *
 * @param what in the words of the evidence
 * @param least how long it lasts, without the time that {@code end} takes
 */
record Trouble(String what, Effect effect, Duration least, Runnable begin, Runnable end) {
    /** What its connectors are to notice. */
    enum Effect {
        /** Nothing gets through. */
        GONE,
        /** A part of it takes nothing, and may keep the rest waiting. */
        PART_GONE,
        /** Nothing gets through, and then the target has an older state. */
        SET_BACK,
        /** A part of it is away, and then has an older state. */
        PART_SET_BACK,
        /** Little gets through. */
        SLOW;

        boolean isSetBack() {
            return this == SET_BACK || this == PART_SET_BACK;
        }
    }
}
