package dev.millrace.simulator.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CommittedUnitsTest {
    private static final int CHANGES = 3_000;

    /** What a target does: changes overwrite, rows of the load only fill what no change has touched. */
    private final Map<Held, Optional<SourceRow>> target = new HashMap<>();

    /** A row of a table. */
    private record Held(String table, RowKey key) {
        static Held of(SourceRow row) {
            return new Held(row.table().objectName(), row.key());
        }
    }

    @Test
    void a_load_beside_the_changes_leads_to_the_true_state() {
        CommittedUnits units = new CommittedUnits(bank(), settings(LoadMode.CONCURRENT));
        Set<Held> changed = new HashSet<>();
        int loaded = 0;
        int outdated = 0;
        while (!units.isDone()) {
            Optional<CommittedUnit> unit = units.next();
            if (unit.isPresent() && unit.get() instanceof CommittedUnit.Loaded load) {
                for (SourceRow row : load.rows()) {
                    loaded++;
                    outdated += changed.contains(Held.of(row))
                                    && !units.state()
                                            .find(row.table(), row.key())
                                            .equals(Optional.of(row))
                            ? 1
                            : 0;
                    target.putIfAbsent(Held.of(row), Optional.of(row));
                }
            } else if (unit.isPresent()) {
                for (RowChange change : ((CommittedUnit.Changed) unit.get()).changes()) {
                    change.before().ifPresent(row -> target.put(Held.of(row), Optional.empty()));
                    target.put(Held.of(change.row()), change.after());
                    changed.add(Held.of(change.row()));
                }
            }
        }

        assertTrue(loaded > 100, loaded + " rows loaded");
        assertTrue(outdated > 0, "no row of the load was changed between its reading and its writing");
        for (SourceTable table : units.state().tables()) {
            Set<SourceRow> held = target.entrySet().stream()
                    .filter(entry -> entry.getKey().table().equals(table.objectName()))
                    .flatMap(entry -> entry.getValue().stream())
                    .collect(Collectors.toSet());
            assertEquals(Set.copyOf(units.state().rows(table)), held, table.objectName());
        }
    }

    @Test
    void a_load_in_the_log_is_changes_only() {
        CommittedUnits units = new CommittedUnits(bank(), settings(LoadMode.LOGGED));
        long changes = 0;
        while (!units.isDone()) {
            Optional<CommittedUnit> unit = units.next();
            assertTrue(unit.filter(CommittedUnit.Loaded.class::isInstance).isEmpty());
            changes += unit.map(CommittedUnit::size).orElse(0);
        }
        assertEquals(CHANGES, changes);
        assertEquals(CHANGES, units.ordinal());
    }

    private static Source bank() {
        return Source.of(new SourceSettings.OfBank(Optional.empty(), true), 7, Clock.systemUTC());
    }

    private static CaptureSettings settings(LoadMode load) {
        return new CaptureSettings(
                "bank",
                Path.of("unused"),
                1,
                1,
                Duration.ZERO,
                new SourceSettings.OfBank(Optional.empty(), true),
                7,
                CHANGES,
                load,
                Long.MAX_VALUE,
                new LogShape(0.1, 0.1),
                Pace.unlimited(),
                new ObserveSettings("127.0.0.1", 0));
    }
}
