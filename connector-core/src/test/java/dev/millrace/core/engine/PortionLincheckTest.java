package dev.millrace.core.engine;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Lanes settle records of one poll and set others aside, each its own, while the poll loop asks whether all are done. */
@Param(name = "record", gen = IntGen.class, conf = "0:1")
public class PortionLincheckTest {
    private static final int RECORDS = 4;

    private final Portion portion = new Portion(Samples.assignment(Samples.P0, 0));
    private final PendingRecord[] records = new PendingRecord[RECORDS];

    public PortionLincheckTest() {
        portion.handedOut(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = Samples.pendingOf(portion, i, 1);
        }
    }

    @Operation(nonParallelGroup = "lane 1")
    public boolean settle(@Param(name = "record") int record) {
        return settled(record);
    }

    @Operation(nonParallelGroup = "lane 2")
    public boolean settleAnother(@Param(name = "record") int record) {
        return settled(RECORDS / 2 + record);
    }

    /** As a lane does before the dead letter topic or a later call settles it. */
    @Operation(nonParallelGroup = "lane 2")
    public void setAside(@Param(name = "record") int record) {
        records[RECORDS / 2 + record].setAside();
    }

    private boolean settled(int record) {
        if (records[record].isSettled()) {
            return false;
        }
        records[record].settle(Settlement.APPLIED);
        return true;
    }

    @Operation(nonParallelGroup = "poll loop")
    public boolean isDone() {
        return portion.isDone();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(10)
                .invocationsPerIteration(100)
                .check(PortionLincheckTest.class);
    }
}
