package dev.millrace.core.engine;

import dev.millrace.core.target.RowWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows the records of one process whose writes the store has all carried out and answered: they have to be settled once the lanes
 * have gone through their answers, whatever else is in flight.
 */
final class SettlementWatch {
    /** A record as it was last decoded, and those of its writes that are not answered. */
    private record Reading(PendingRecord record, long number, Set<RowWrite> unanswered) {}

    private final Map<SimulatedWorkload.Event, Reading> readings = new HashMap<>();
    private final List<PendingRecord> answered = new ArrayList<>();
    private long calls;

    void read(PendingRecord record, SimulatedWorkload.Event event) {
        readings.put(event, new Reading(record, calls, new HashSet<>(event.writes())));
    }

    /** @param call grows from one to the next */
    void began(long call) {
        calls = call;
    }

    /** A write was a success. Which record it came from is known where the log has its change once. */
    void answered(long call, RowWrite write, SimulatedWorkload.Event event) {
        Reading reading = readings.get(event);
        if (reading == null || !event.isSingle() || call <= reading.number()) {
            return;
        }
        if (reading.unanswered().remove(write) && reading.unanswered().isEmpty()) {
            answered.add(reading.record());
        }
    }

    void requireSettled() {
        for (PendingRecord record : answered) {
            if (!record.isSettled()) {
                throw new AssertionError("answered and not settled: " + record);
            }
        }
        answered.clear();
    }
}
