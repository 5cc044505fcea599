package dev.millrace.redis;

import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Writes and marks of a test with the table {@link Samples#accounts()}. */
final class Writes {
    static final DefinedTable ACCOUNTS = Samples.accounts();
    static final TableSettings SETTINGS = Samples.settings(ACCOUNTS, Layout.HASH, VersionPlace.INLINE);
    static final TableSettings BESIDE = Samples.settings(ACCOUNTS, Layout.HASH, VersionPlace.SIDECAR);

    private Writes() {}

    /** The row {@code account:b:ID}. */
    static RowWrite upsert(int version, int id, String note) {
        return Samples.upsert(
                ACCOUNTS,
                Samples.version(version),
                Samples.text("b"),
                Samples.number(Integer.toString(id)),
                Samples.text(note));
    }

    static RowWrite[] upserts(int version, int rows) {
        return IntStream.range(0, rows).mapToObj(id -> upsert(version, id, "n")).toArray(RowWrite[]::new);
    }

    static List<Outcome> write(Target target, RowWrite... batch) {
        Outcome[] outcomes = new Outcome[batch.length];
        target.write(Arrays.asList(batch), (index, outcome) -> {
            if (outcomes[index] != null) {
                throw new AssertionError("answered twice");
            }
            outcomes[index] = outcome;
        });
        return List.of(outcomes);
    }

    /** The code of the only write's failure. */
    static String code(List<Outcome> outcomes) {
        return outcomes.get(0) instanceof Outcome.Failed failed ? failed.code() : "none";
    }

    static ProgressKey partition(int number) {
        return new ProgressKey("group", "cluster", "topic", "id", number);
    }

    static ProgressMark mark(OptionalLong expected, long position) {
        return new ProgressMark(partition(0), expected, position);
    }
}
