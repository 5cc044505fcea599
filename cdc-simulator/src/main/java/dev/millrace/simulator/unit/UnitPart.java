package dev.millrace.simulator.unit;

import java.util.List;

/**
 * A unit of work, or a part of one that is too large to be handled at once.
 *
 * @param changes in the order of the log, as many as the header says
 */
public record UnitPart(PartHeader header, List<CapturedChange> changes) {
    /** The largest part, in bytes: a unit of work that is larger comes in several. */
    public static final int MAX_BYTES = 32 << 20;

    public UnitPart {
        changes = List.copyOf(changes);
        if (changes.size() != header.changes()) {
            throw new IllegalArgumentException(changes.size() + " changes, not " + header.changes());
        }
    }
}
