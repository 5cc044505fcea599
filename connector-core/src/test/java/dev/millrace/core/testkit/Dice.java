package dev.millrace.core.testkit;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that one seed repeats. For one thread. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Dice of their own: what one part draws does not shift what the others draw. */
    Dice split() {
        return new Dice(random.split());
    }

    /** @return {@code from} to {@code to}, both included */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    long nextLong() {
        return random.nextLong();
    }

    /** @return {@code from} to {@code to} - 1 */
    long between(long from, long to) {
        return random.nextLong(from, to);
    }

    boolean inPercent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
