package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a target with the true state of the source, both ways: every table, every column and its type, every row, every value as
 * the store itself spells it, over a connection of its own. Shares nothing with the connectors.
 */
public final class Verifier {
    private final TargetReader target;
    private final Differences differences = new Differences();
    private long rows;

    private Verifier(TargetReader target) {
        this.target = target;
    }

    /** Compares a target of a running stack with the truth. */
    public static Verification compare(Truth truth, TargetKind kind, StackFile stack) {
        try (TargetReader target = open(kind, stack, truth.tables())) {
            return new Verifier(target).compare(truth.in(kind));
        }
    }

    /** Compares a cluster of Redis with the truth: all of its primaries together. */
    public static Verification compare(Truth truth, List<StackFile.Redis> primaries) {
        try (TargetReader target = RedisReader.open(primaries, truth.tables())) {
            return new Verifier(target).compare(truth.in(TargetKind.REDIS));
        }
    }

    private static TargetReader open(TargetKind kind, StackFile stack, List<SourceTable> tables) {
        return switch (kind) {
            case POSTGRES -> PostgresReader.open(stack.postgres());
            case DYNAMODB -> DynamoDbReader.open(stack.dynamodb());
            case KEYSPACES -> CassandraReader.open(stack.cassandra());
            case REDIS -> RedisReader.open(List.of(stack.redis()), tables);
        };
    }

    private Verification compare(Truth truth) {
        Shapes.compare(truth.tables(), target, differences);
        for (SourceTable table : truth.tables()) {
            Map<List<Optional<StoredValue>>, SourceRow> missing = new HashMap<>();
            truth.rowsOf(table).forEach(row -> missing.put(key(table, target.expected(row)), row));
            if (target.shapes().containsKey(table.targetName())) {
                target.read(table, found -> compareRow(table, found, missing));
            }
            missing.keySet().forEach(key -> differences.add(place(table, key) + ": missing in the target"));
        }
        return new Verification(rows, differences.count(), differences.first());
    }

    /** Takes away from {@code missing} what is found. */
    private void compareRow(
            SourceTable table, Map<String, StoredValue> found, Map<List<Optional<StoredValue>>, SourceRow> missing) {
        rows++;
        List<Optional<StoredValue>> key = key(table, found);
        SourceRow truth = missing.remove(key);
        String place = place(table, key);
        if (truth == null) {
            differences.add(place + ": in the target, but not at the source");
            return;
        }
        Map<String, StoredValue> expected = target.expected(truth);
        Set<String> columns = new LinkedHashSet<>(expected.keySet());
        columns.addAll(found.keySet());
        for (String column : columns) {
            Optional<StoredValue> is = Optional.ofNullable(found.get(column));
            Optional<StoredValue> was = Optional.ofNullable(expected.get(column));
            if (!is.equals(was)) {
                differences.add(place + ": " + column + " is " + shown(is) + ", at the source " + shown(was));
            }
        }
    }

    private static List<Optional<StoredValue>> key(SourceTable table, Map<String, StoredValue> values) {
        List<Optional<StoredValue>> key = new ArrayList<>();
        for (String column : table.key()) {
            key.add(Optional.ofNullable(values.get(table.column(column).targetName())));
        }
        return key;
    }

    private static String place(SourceTable table, List<Optional<StoredValue>> key) {
        return table.targetName() + " "
                + key.stream()
                        .map(value -> value.map(StoredValue::text).orElse("NULL"))
                        .collect(Collectors.joining("/"));
    }

    private static String shown(Optional<StoredValue> value) {
        return value.map(StoredValue::shown).orElse("NULL");
    }
}
