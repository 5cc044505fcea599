package dev.millrace.core.failure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetryPolicyTest {
    @Property
    void aDelayIsBetweenHalfAndAllOfWhatItsAttemptAllows(
            @ForAll @IntRange(min = 1) int attempt,
            @ForAll @LongRange(min = 1, max = 86_400_000) long firstMillis,
            @ForAll @LongRange(min = 1, max = 86_400_000) long limitMillis,
            @ForAll long seed) {
        Duration first = Duration.ofMillis(firstMillis);
        Duration limit = Duration.ofMillis(limitMillis);
        Duration delay = new RetryPolicy(first, limit).delay(attempt, new SplittableRandom(seed));
        Duration least = first.compareTo(limit) < 0 ? first : limit;
        assertTrue(delay.compareTo(limit) <= 0, () -> delay + " is over " + limit);
        assertTrue(delay.compareTo(least.dividedBy(2)) >= 0, () -> delay + " is under half of " + least);
    }
}
