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
    /** Within the bounds, so that it is no second problem. */
    private static final Duration UNREADABLE = LONGEST.minusNanos(1);

    public static KeepTime of(Duration limit) {
        return new KeepTime(Optional.of(limit));
    }

    /** As Kafka writes it: a negative number is for ever, and so is one that nobody lives to see. */
    public static KeepTime ofMillis(long millis) {
        return millis < 0 || millis > Long.MAX_VALUE / 2 ? FOREVER : of(Duration.ofMillis(millis));
    }

    /** {@code infinite}, or a duration from 1 m to 100 years. */
    static KeepTime read(ConfigReader reader, String key, KeepTime otherwise) {
        if (reader.optional(key).map(String::trim).filter(INFINITE::equals).isPresent()) {
            return FOREVER;
        }
        if (reader.optional(key).isEmpty()) {
            return otherwise;
        }
        Duration given = reader.duration(key, UNREADABLE, SHORTEST, LONGEST);
        return given.equals(UNREADABLE) ? otherwise : of(given);
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
