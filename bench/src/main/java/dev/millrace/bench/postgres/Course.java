package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import java.util.List;

/**
 * A scenario that is ready: its topics are filled, its template is made.
 *
 * @param first changes; one that is visible says that writing has begun
 * @param last changes; all that are visible say that it has ended
 * @param expected state of the table in the end
 */
record Course(Scenario scenario, List<Probe> first, List<Probe> last, TableState expected) {
    private static final int FIRST = 256;
    /** About as many as two lanes' batches have of each partition, at their ends. */
    private static final int LAST = 512;

    static Course of(Scenario scenario, Changes changes, TableState expected) {
        return new Course(scenario, changes.firstOnes(FIRST), changes.lastOnes(LAST), expected);
    }

    /** The very last ones: looked for first. */
    List<Probe> end() {
        return last.subList(0, Math.min(ChangeRecords.PARTITIONS, last.size()));
    }
}
