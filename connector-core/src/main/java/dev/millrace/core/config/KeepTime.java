package dev.millrace.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something is kept.
 *
 * @param limit empty: for ever
 */
public record KeepTime(Optional<Duration> limit) {
    public static final KeepTime FOREVER = new KeepTime(Optional.empty());
    private static final String INFINITE = "infinite";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public static KeepTime of(Duration limit) {
        return new KeepTime(Optional.of(limit));
    }

    /** As Kafka writes it: a negative number is for ever, and so is one that nobody lives to see. */
    public static KeepTime ofMillis(long millis) {
        return millis < 0 || millis > Long.MAX_VALUE / 2 ? FOREVER : of(Duration.ofMillis(millis));
    }

    /** {@code infinite}, or a duration from 1 m to 100 years. */
    static Optional<KeepTime> read(ConfigReader reader, String key, String otherwise, String meaning) {
        return reader.keepTime(
                key,
                otherwise,
                DurationText.of(SHORTEST) + " to " + DurationText.of(LONGEST) + " or `infinite`",
                meaning);
    }

    /** As it is written; empty where it is neither {@code infinite} nor a duration within the bounds. */
    static Optional<KeepTime> parse(String written) {
        if (written.trim().equals(INFINITE)) {
            return Optional.of(FOREVER);
        }
        return DurationText.parse(written)
                .filter(given -> given.compareTo(SHORTEST) >= 0 && given.compareTo(LONGEST) <= 0)
                .map(KeepTime::of);
    }

    public boolean isForever() {
        return limit.isEmpty();
    }

    public boolean isLongerThan(KeepTime other) {
        return limit.map(mine ->
                        other.limit.map(theirs -> mine.compareTo(theirs) > 0).orElse(false))
                .orElse(!other.isForever());
    }

    /** Both, one after the other. */
    public KeepTime plus(KeepTime other) {
        return limit.flatMap(mine -> other.limit.map(mine::plus))
                .map(KeepTime::of)
                .orElse(FOREVER);
    }

    /** As Kafka writes it: -1 is for ever. */
    public long toMillis() {
        return limit.map(Duration::toMillis).orElse(-1L);
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
        if (limit.isEmpty()) {
            return INFINITE;
        }
        long millis = limit.get().toMillis();
        if (millis % Duration.ofDays(1).toMillis() == 0) {
            return limit.get().toDays() + "d";
        }
        if (millis % Duration.ofHours(1).toMillis() == 0) {
            return limit.get().toHours() + "h";
        }
        if (millis % Duration.ofMinutes(1).toMillis() == 0) {
            return limit.get().toMinutes() + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
