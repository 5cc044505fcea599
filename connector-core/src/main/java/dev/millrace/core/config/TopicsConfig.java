package dev.millrace.core.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How topics are to be: what they are created with, and what those that are there are compared with.
 *
 * @param sources the section {@code topic-defaults}
 * @param deadLetters the section {@code dead-letter-defaults}
 * @param replayHorizon how long tombstones are kept, from when their delete was applied: longer than any record can come again
 */
public record TopicsConfig(Defaults sources, Defaults deadLetters, KeepTime replayHorizon) {
    private static final String SOURCES = "topic-defaults";
    private static final String DEAD_LETTERS = "dead-letter-defaults";
    private static final String REPLAY_HORIZON = "replay-horizon";
    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_REPLICAS = 100;

    /** One of the two sections. What is empty is left to the broker. */
    public record Defaults(
            OptionalInt partitions,
            OptionalInt replication,
            OptionalInt minInsyncReplicas,
            Optional<KeepTime> retention) {}

    static TopicsConfig read(ConfigReader reader) {
        Optional<KeepTime> retention = reader.optional(SOURCES + ".retention")
                .map(given -> KeepTime.read(reader, SOURCES + ".retention", KeepTime.FOREVER));
        KeepTime letters = KeepTime.read(reader, DEAD_LETTERS + ".retention", KeepTime.FOREVER);
        KeepTime horizon = KeepTime.read(reader, REPLAY_HORIZON, KeepTime.FOREVER);
        retention.ifPresent(kept -> requireShorter(reader, SOURCES + ".retention", kept, horizon));
        requireShorter(reader, DEAD_LETTERS + ".retention", letters, horizon);
        return new TopicsConfig(
                defaults(reader, SOURCES, retention), defaults(reader, DEAD_LETTERS, Optional.of(letters)), horizon);
    }

    private static Defaults defaults(ConfigReader reader, String section, Optional<KeepTime> retention) {
        OptionalInt replication = whole(reader, section + ".replication", MAX_REPLICAS);
        OptionalInt inSync = whole(reader, section + ".min-insync-replicas", MAX_REPLICAS);
        if (replication.isPresent() && inSync.isPresent() && inSync.getAsInt() > replication.getAsInt()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    section + ".min-insync-replicas",
                    inSync.getAsInt() + " of " + replication.getAsInt() + " replicas can never be in sync",
                    "give at most " + section + ".replication; one less survives the loss of a broker");
        }
        return new Defaults(whole(reader, section + ".partitions", MAX_PARTITIONS), replication, inSync, retention);
    }

    private static OptionalInt whole(ConfigReader reader, String key, int max) {
        return reader.optional(key).isEmpty() ? OptionalInt.empty() : OptionalInt.of(reader.whole(key, 1, 1, max));
    }

    /** A record that comes again after its row's tombstone is gone would bring a deleted row back. */
    private static void requireShorter(ConfigReader reader, String key, KeepTime kept, KeepTime horizon) {
        if (!horizon.isForever() && !horizon.isLongerThan(kept)) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    key,
                    kept + " is not shorter than the " + REPLAY_HORIZON + " of " + horizon,
                    kept.isForever()
                            ? "give a time shorter than " + REPLAY_HORIZON + ", or set " + REPLAY_HORIZON + ": infinite"
                            : "shorten it, or raise " + REPLAY_HORIZON);
        }
    }
}
