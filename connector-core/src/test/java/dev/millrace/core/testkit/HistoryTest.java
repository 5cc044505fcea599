package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Delivery.Wave;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kit's histories and deliveries are what the contract takes them for. */
class HistoryTest {
    private static final int SEEDS = 50;

    @Test
    void aSeedMakesTheSameHistoryAndDeliveryEachTime() {
        History first = History.of(7);
        History second = History.of(7);
        assertEquals(first.changes(), second.changes());
        assertEquals(Delivery.of(first, 4, new Dice(7)), Delivery.of(second, 4, new Dice(7)));
        assertNotEquals(first.changes(), History.of(8).changes());
    }

    @Test
    void versionsRiseInTheOrderOfTheSource() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            ChangeVersion last = SourceClock.lowest();
            for (Change change : History.of(seed).changes()) {
                if (!change.version().equals(SourceClock.lowest())) {
                    assertTrue(change.version().isNewerThan(last), "seed " + seed);
                    last = change.version();
                }
            }
        }
    }

    /** Applied one by one in the source's order, loads only where nothing is held, the images make the expected state. */
    @Test
    void theImagesInTheOrderOfTheSourceMakeTheExpectedState() throws Rejection {
        InMemoryTarget target = new InMemoryTarget();
        for (int seed = 1; seed <= SEEDS; seed++) {
            History history = History.of(seed);
            Map<RowKey, RowWrite> last = new HashMap<>();
            for (Change change : history.changes()) {
                for (RowWrite write : KitBatcher.split(change, target)) {
                    if (change.version().equals(SourceClock.lowest())) {
                        last.putIfAbsent(write.key(), write);
                    } else {
                        last.put(write.key(), write);
                    }
                }
            }
            for (KitTable kit : KitTable.all()) {
                TargetTable table = target.table(kit.sourceName()).orElseThrow();
                Map<RowKey, List<Value>> rows = new HashMap<>();
                last.forEach((key, write) -> write.row()
                        .filter(row -> write.table().name().equals(kit.targetName()))
                        .ifPresent(row -> rows.put(key, row)));
                assertEquals(history.expectedRows(kit, table), rows, "seed " + seed);
            }
        }
    }

    @Test
    void nothingIsLostOnTheWay() {
        for (int writers = 1; writers <= 5; writers++) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                History history = History.of(seed);
                Delivery delivery = Delivery.of(history, writers, new Dice(seed));
                List<Change> delivered =
                        delivery.waves().stream().flatMap(HistoryTest::changes).toList();
                assertEquals(new HashSet<>(history.changes()), new HashSet<>(delivered));
                assertTrue(delivered.size() > history.changes().size());
            }
        }
    }

    private static Stream<Change> changes(Wave wave) {
        return wave.batches().stream().flatMap(List::stream).flatMap(List::stream);
    }
}
