package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.bench.run.RunningConnector;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleTable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The whole connector, in turns: each goes on where the last one has committed. For one thread. */
final class ConnectorTurns {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String LAG = "cdc_consumer_lag_records";
    /** What targets of every kind call what they pay by. */
    private static final String WRITE_UNITS = "cdc_target_write_units_total";

    private final Store store;
    private final String yaml;
    private double writeUnits;
    private long records;

    ConnectorTurns(Store store, String bootstrapServers, String topic, int inFlight) {
        this.store = store;
        this.yaml = String.join(
                "\n",
                "name: bench",
                "kafka:",
                "  bootstrap.servers: " + bootstrapServers,
                "topics: [" + topic + "]",
                "format:",
                "  type: precisely-json",
                "  tags:",
                "    ordinal: " + Decoder.ORDINAL_TAG,
                "target:",
                store.target(inFlight).indent(2).stripTrailing(),
                "tables:",
                "  - source: " + SampleTable.SOURCE,
                "    target: " + store.table(),
                "    key: [account_id]",
                "    columns: " + SampleTable.COLUMNS,
                store.tableKeys().indent(4));
    }

    /** Its start is not measured, only what lies between its first record and the end of the time. */
    Measured run(double seconds) {
        try (RunningConnector connector = RunningConnector.start(yaml, store.targetReader())) {
            long before = awaitFirst(connector);
            long start = System.nanoTime();
            long cpu = ProcessCpu.nanos();
            long nanos = (long) (seconds * 1e9);
            while (System.nanoTime() - start < nanos) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            long settled = connector.settled();
            Measured measured = new Measured(settled - before, System.nanoTime() - start, ProcessCpu.nanos() - cpu);
            writeUnits += connector.sum(WRITE_UNITS);
            records += settled;
            requireMore(connector);
            return measured;
        }
    }

    /** A turn that has read the topic to its end may have measured waiting. */
    private static void requireMore(RunningConnector connector) {
        if (connector.sum(LAG) == 0 && !Thread.currentThread().isInterrupted()) {
            throw new BenchFailure("the connector has come to the end of the topic; give it more with --records");
        }
    }

    /** Settled in all turns, as far as it was looked. */
    long records() {
        return records;
    }

    /** Write units for each change; 0 where the store does not count them. */
    double writeUnitsPerChange() {
        return records == 0 ? 0 : writeUnits / records;
    }

    private static long awaitFirst(RunningConnector connector) {
        long start = System.nanoTime();
        long settled = connector.settled();
        while (settled == 0) {
            if (System.nanoTime() - start > START_NANOS) {
                throw new BenchFailure(
                        "the connector has settled nothing within a minute: it has failed, or the last turn came"
                                + " to the end of the topic, which wants more --records");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            settled = connector.settled();
        }
        return settled;
    }
}
