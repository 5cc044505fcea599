package dev.millrace.core.engine;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Lanes settle records while the poll loop asks whether a partition has records and bytes left to take more. */
@Param(name = "record", gen = IntGen.class, conf = "0:3")
@Param(name = "bytes", gen = IntGen.class, conf = "1:3")
public class BudgetLincheckTest {
    private static final int RECORDS = 4;

    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final Portion portion = new Portion(assignment);
    private final PendingRecord[] records = new PendingRecord[RECORDS];
    private long offset;

    public BudgetLincheckTest() {
        for (int i = 0; i < RECORDS; i++) {
            records[i] = poll(i);
        }
    }

    private PendingRecord poll(int bytes) {
        PendingRecord record = Samples.pendingOf(portion, offset, bytes);
        offset++;
        portion.handedOut(1);
        assignment.frontier().add(record);
        return record;
    }

    @Operation
    public boolean settle(@Param(name = "record") int record) {
        try {
            records[record].settle(Settlement.APPLIED);
            return true;
        } catch (IllegalStateException twice) {
            return false;
        }
    }

    @Operation(nonParallelGroup = "poll loop")
    public boolean recordsAreUsedUp() {
        return new Budget(2 * RECORDS - 2, 1_000).isUsedUp(assignment.frontier(), 2);
    }

    /** The records have 0 to 3 bytes. */
    @Operation(nonParallelGroup = "poll loop")
    public boolean bytesAreUsedUp(@Param(name = "bytes") int share) {
        return new Budget(1_000, 4L * share).isUsedUp(assignment.frontier(), 2);
    }

    @Operation(nonParallelGroup = "poll loop")
    public void takeMore(@Param(name = "bytes") int bytes) {
        poll(bytes);
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(10)
                .invocationsPerIteration(100)
                .check(BudgetLincheckTest.class);
    }
}
