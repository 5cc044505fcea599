package dev.millrace.bench.store;

import dev.millrace.bench.run.RunningConnector;
import java.util.List;

/** A store with an empty table for the benchmark, and two ways to write to it. Closing it ends its server. */
interface Store extends AutoCloseable {

    /** For the report: what was measured. */
    String name();

    /**
     * The section {@code target} of a connector's configuration, and the name of its table.
     *
     * @param inFlight calls at once
     */
    String target(int inFlight);

    String table();

    /** More lines of the table's entry. */
    default String tableKeys() {
        return "";
    }

    /** Reads that section. */
    RunningConnector.TargetReader targetReader();

    /** A client of the store without anything of ours, which makes the same conditional writes to the same table. */
    Bare bare(int inFlight);

    /** How many writes are under way at once, for the report. */
    default String atOnce(int inFlight) {
        return inFlight + " calls in flight";
    }

    /** What else the store has to tell when all is measured, a line each. */
    default List<String> remarks() {
        return List.of();
    }

    @Override
    void close();
}
