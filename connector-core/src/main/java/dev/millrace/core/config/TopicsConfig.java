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
        String kept = "How long records are kept. Shorter than `replay-horizon`.";
        Optional<KeepTime> retention = KeepTime.read(reader, SOURCES + ".retention", "the broker's", kept);
        KeepTime letters = KeepTime.read(reader, DEAD_LETTERS + ".retention", "infinite", kept)
                .orElse(KeepTime.FOREVER);
        KeepTime horizon = KeepTime.read(
                        reader,
                        REPLAY_HORIZON,
                        "infinite",
                        "How long a deleted row is remembered, from when its delete was applied: longer than any record can come"
                                + " again. The start refuses topics that keep records longer. Whether the deleted row is forgotten"
                                + " then depends on the target: see its page, and [topics.md](topics.md#retention-and-replay-horizon).")
                .orElse(KeepTime.FOREVER);
        retention.ifPresent(time -> requireShorter(reader, SOURCES + ".retention", time, horizon));
        requireShorter(reader, DEAD_LETTERS + ".retention", letters, horizon);
        return new TopicsConfig(
                defaults(reader, SOURCES, retention), defaults(reader, DEAD_LETTERS, Optional.of(letters)), horizon);
    }

    private static Defaults defaults(ConfigReader reader, String section, Optional<KeepTime> retention) {
        OptionalInt partitions =
                reader.wholeOrBrokers(section + ".partitions", 1, MAX_PARTITIONS, "Partitions of a topic.");
        OptionalInt replication =
                reader.wholeOrBrokers(section + ".replication", 1, MAX_REPLICAS, "Replicas of a partition.");
        OptionalInt inSync = reader.wholeOrBrokers(
                section + ".min-insync-replicas",
                1,
                MAX_REPLICAS,
                "Replicas that must have a record before it counts as written; at most `replication`.");
        if (replication.isPresent() && inSync.isPresent() && inSync.getAsInt() > replication.getAsInt()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    section + ".min-insync-replicas",
                    inSync.getAsInt() + " of " + replication.getAsInt() + " replicas can never be in sync",
                    "give at most " + section + ".replication; one less survives the loss of a broker");
        }
        return new Defaults(partitions, replication, inSync, retention);
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
