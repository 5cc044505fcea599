package dev.millrace.core.engine;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Workers settle records, each flips one flag, while the poll loop asks for the head and for what is in flight. */
@Param(name = "record", gen = IntGen.class, conf = "0:3")
public class FrontierLincheckTest {
    private static final int RECORDS = 4;

    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final Portion portion = new Portion(assignment);
    private final PendingRecord[] records = new PendingRecord[RECORDS];

    public FrontierLincheckTest() {
        for (int i = 0; i < RECORDS; i++) {
            records[i] = new PendingRecord(portion, Samples.consumed(Samples.P0, 2L * i, "k", "v"), 0);
            portion.handedOut(1);
            assignment.frontier().add(records[i]);
        }
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
    public long head() {
        return assignment.frontier().head();
    }

    @Operation(nonParallelGroup = "poll loop")
    public boolean isDrained() {
        return assignment.frontier().isDrained();
    }

    @Operation(nonParallelGroup = "poll loop")
    public long bytes() {
        return assignment.frontier().bytes();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .iterations(12)
                .invocationsPerIteration(200)
                .check(FrontierLincheckTest.class);
    }
}
