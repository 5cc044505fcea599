package dev.millrace.core.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Lanes ask, fail and succeed at once: at most one of them probes. */
@Param(name = "lane", gen = IntGen.class, conf = "0:2")
@Param(name = "now", gen = IntGen.class, conf = "0:3")
public class BreakerLincheckTest {
    private static final String[] LANES = {"lane-0", "lane-1", "lane-2"};

    /** Longer than a pause with any jitter: time passes in such steps, so chance decides nothing. */
    private static final long STEP_NANOS = 1_000;

    private final Breaker breaker = new Breaker(
            new RetryPolicy(Duration.ofNanos(100), Duration.ofNanos(100)), new SplittableRandom(1), () -> {});

    @Operation
    public boolean mayCall(@Param(name = "lane") int lane, @Param(name = "now") int now) {
        return breaker.mayCall(LANES[lane], now * STEP_NANOS);
    }

    @Operation
    public void failed(@Param(name = "lane") int lane, @Param(name = "now") int now) {
        breaker.failed(LANES[lane], "CODE", now * STEP_NANOS);
    }

    @Operation
    public void succeeded(@Param(name = "now") int now) {
        breaker.succeeded(now * STEP_NANOS);
    }

    @Operation
    public Optional<String> reason() {
        return breaker.reason();
    }

    @Operation
    public boolean isProbing() {
        return breaker.isProbing();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(12)
                .invocationsPerIteration(200)
                .check(BreakerLincheckTest.class);
    }
}
