package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the log's records together to units of work; gives those that commit, and forgets those that roll back. Owned by one thread. */
final class UnitAssembler {
    private final Map<Long, List<RowChange>> open = new HashMap<>();
    private long rolledBack;

    /** Takes the next record of the log; the changes of the unit that it commits. */
    Optional<List<RowChange>> accept(LogRecord record) {
        if (record instanceof LogRecord.Changed changed) {
            open.computeIfAbsent(changed.unit(), unit -> new ArrayList<>()).add(changed.change());
            return Optional.empty();
        }
        @Nullable List<RowChange> changes = open.remove(record.unit());
        if (record instanceof LogRecord.RolledBack) {
            rolledBack++;
            return Optional.empty();
        }
        return Optional.ofNullable(changes);
    }

    /** How many units were rolled back so far. */
    long rolledBack() {
        return rolledBack;
    }
}
