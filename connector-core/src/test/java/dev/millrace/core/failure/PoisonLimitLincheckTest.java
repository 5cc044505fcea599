package dev.millrace.core.failure;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Lanes reject records at once: never more than the limit are admitted. */
public class PoisonLimitLincheckTest {
    private final PoisonLimit limit = new PoisonLimit(2, 1_000);

    @Operation
    public boolean admit() {
        return limit.admit();
    }

    @Operation
    public void settled() {
        limit.settled(1);
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(12)
                .invocationsPerIteration(200)
                .check(PoisonLimitLincheckTest.class);
    }
}
