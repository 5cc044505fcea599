package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Short ways to write, for the tests of connectors: versions that differ in a number, rows of plain values. */
public final class Writes {
    public static final int VERSION_BYTES = version(0).toBytes().length;

    private static final int LONGEST_SECONDS = 60;

    private Writes() {}

    public static ChangeVersion version(long number) {
        return ChangeVersion.of(0, new byte[9], number, 0);
    }

    /** @param values in the order of the table's columns: numbers, text, booleans, bytes or {@link Value} */
    public static RowWrite upsert(TargetTable table, long version, Object... values) {
        List<Value> row = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            row.add(canonical(table.columns().get(i), values[i]));
        }
        return new RowWrite(table, table.keyOf(row), version(version), Optional.of(row));
    }

    public static RowWrite delete(TargetTable table, long version, Object... key) {
        return new RowWrite(table, key(table, key), version(version), Optional.empty());
    }

    public static RowKey key(TargetTable table, Object... key) {
        Value[] values = new Value[key.length];
        for (int i = 0; i < key.length; i++) {
            values[i] = canonical(table.columns().get(table.keyIndexes().get(i)), key[i]);
        }
        return new RowKey(values);
    }

    public static Outcome writeOne(Target target, RowWrite write) {
        return write(target, List.of(write)).get(0);
    }

    public static List<Outcome> write(Target target, RowWrite... writes) {
        return write(target, List.of(writes));
    }

    /** The outcomes in the order of the writes, once all of them are there; each must have been given once. */
    public static List<Outcome> write(Target target, List<RowWrite> writes) {
        Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();
        CountDownLatch missing = new CountDownLatch(writes.size());
        target.write(writes, (index, outcome) -> {
            if (outcomes.putIfAbsent(index, outcome) != null) {
                throw new AssertionError("answered twice: " + index);
            }
            missing.countDown();
        });
        try {
            if (!missing.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no answer to " + missing.getCount() + " of " + writes.size() + " writes");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return IntStream.range(0, writes.size())
                .mapToObj(i -> Optional.ofNullable(outcomes.get(i)).orElseThrow())
                .toList();
    }

    private static Value canonical(Column column, Object value) {
        Value given = of(value);
        try {
            return given == Value.Null.NULL ? given : column.type().canonical(given, column.name());
        } catch (Rejection rejection) {
            throw new IllegalArgumentException(rejection);
        }
    }

    private static Value of(Object value) {
        if (value instanceof Value given) {
            return given;
        }
        if (value instanceof Boolean truth) {
            return new Value.Bool(truth);
        }
        if (value instanceof byte[] bytes) {
            return new Value.Binary(bytes);
        }
        if (value instanceof Number number) {
            return new Value.Decimal(new BigDecimal(number.toString()));
        }
        return new Value.Text((String) value);
    }
}
