package dev.millrace.bench.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.bench.postgres.Changes.Probe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class ChangesTest {
    private static final int RECORDS = 5_000;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ZIPF")
    void every_change_has_a_row_of_its_own(Scenario scenario) {
        assertEquals(RECORDS, changes(scenario).changedRows().size());
    }

    @Test
    void zipf_changes_some_rows_again_and_again() {
        int rows = changes(Scenario.ZIPF).changedRows().size();
        assertTrue(rows < RECORDS * 3 / 4, () -> rows + " rows");
    }

    /** Else the end of a pass would be waited for until it is cut off. */
    @ParameterizedTest
    @EnumSource
    void the_last_changes_are_overwritten_by_none(Scenario scenario) {
        Changes changes = changes(scenario);
        List<Probe> last = changes.lastOnes(100);
        assertEquals(100, last.size());
        assertTrue(new HashSet<>(changes.changedRows()).containsAll(last));
    }

    @Test
    void the_end_of_every_partition_is_looked_for() {
        Set<Integer> partitions = new HashSet<>();
        changes(Scenario.DISTINCT)
                .lastOnes(ChangeRecords.PARTITIONS * 8)
                .forEach(probe -> partitions.add(ChangeRecords.partition(probe.row())));
        assertEquals(ChangeRecords.PARTITIONS, partitions.size());
    }

    @Test
    void a_large_table_keeps_the_rows_that_nothing_changes() {
        assertEquals(RECORDS * 10, changes(Scenario.LARGE).rowsAfter());
    }

    private static Changes changes(Scenario scenario) {
        return new Changes(
                scenario,
                new PostgresOptions(
                        List.of(Entrant.values()), List.of(Scenario.values()), 1, 1, 0, 1, RECORDS, RECORDS * 10, 1));
    }
}
