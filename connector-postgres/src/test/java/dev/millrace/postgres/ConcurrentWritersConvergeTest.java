package dev.millrace.postgres;

import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Four writers, few keys, the same changes shuffled and doubled: each key ends where its source left it. */
class ConcurrentWritersConvergeTest {
    private static final int WRITERS = 4;
    private static final int KEYS = 12;
    private static final int CHANGES = 400;
    private static final int LARGEST_BATCH = 10;

    private static final Map<Layout, Fixture> FIXTURES = new HashMap<>();

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void inTheStateOfTheSource(@ForAll long seed, @ForAll Layout layout) throws Exception {
        Fixture fixture = FIXTURES.computeIfAbsent(layout, ConcurrentWritersConvergeTest::open);
        PostgresTarget target = fixture.target();
        TestDatabase database = fixture.database();
        database.execute("TRUNCATE public.account");
        if (layout == Layout.SIDECAR) {
            database.execute("TRUNCATE millrace.\"public.account\"");
        }
        TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
        Random random = new Random(seed);
        Map<Integer, String> source = new TreeMap<>();
        Map<Integer, Integer> newest = new TreeMap<>();
        List<RowWrite> changes = history(table, random, source, newest);

        writeByAll(target, changes, random);

        String live = layout == Layout.SIDECAR ? "" : " WHERE NOT millrace_deleted";
        assertEquals(
                source.entrySet().stream()
                        .map(row -> row.getKey() + "|" + row.getValue())
                        .toList(),
                database.query("SELECT id, name FROM public.account" + live + " ORDER BY id"));
        List<RowKey> keys =
                newest.keySet().stream().map(id -> Writes.key(table, id)).toList();
        assertEquals(
                newest.values().stream().map(it -> Optional.of(version(it))).toList(),
                target.heldVersions(table, keys));
    }

    /** The source's own order decides what is expected, not the versions. */
    private static List<RowWrite> history(
            TargetTable table, Random random, Map<Integer, String> source, Map<Integer, Integer> newest) {
        List<RowWrite> changes = new ArrayList<>();
        for (int i = 1; i <= CHANGES; i++) {
            int id = random.nextInt(KEYS);
            newest.put(id, i);
            if (random.nextInt(3) == 0) {
                source.remove(id);
                changes.add(delete(table, i, id));
            } else {
                source.put(id, "name " + i);
                changes.add(upsert(table, i, id, "name " + i, i));
            }
        }
        return changes;
    }

    private static void writeByAll(PostgresTarget target, List<RowWrite> changes, Random random) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                // Every change reaches two of the writers.
                List<RowWrite> share = new ArrayList<>();
                for (int change = 0; change < changes.size(); change++) {
                    if (change % WRITERS == i || (change + 1) % WRITERS == i) {
                        share.add(changes.get(change));
                    }
                }
                Collections.shuffle(share, random);
                running.add(writers.submit(() -> batches(share).forEach(batch -> writeOnce(target, batch))));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private static List<List<RowWrite>> batches(List<RowWrite> writes) {
        List<List<RowWrite>> batches = new ArrayList<>();
        List<RowWrite> current = new ArrayList<>();
        Set<RowKey> keys = new HashSet<>();
        for (RowWrite write : writes) {
            if (current.size() == LARGEST_BATCH || !keys.add(write.key())) {
                batches.add(current);
                current = new ArrayList<>();
                keys.clear();
                keys.add(write.key());
            }
            current.add(write);
        }
        batches.add(current);
        return batches;
    }

    private static void writeOnce(PostgresTarget target, List<RowWrite> batch) {
        for (Outcome outcome : Writes.write(target, batch)) {
            if (outcome instanceof Failed failed) {
                // Sorted writes do not even deadlock.
                throw new AssertionError(failed.kind() + " " + failed.code());
            }
        }
    }

    @AfterContainer
    static void close() {
        FIXTURES.values().forEach(fixture -> fixture.target().close());
        FIXTURES.clear();
    }

    private static Fixture open(Layout layout) {
        TestDatabase database = TestDatabase.create();
        return new Fixture(database, PostgresTarget.open(database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT)));
    }

    private record Fixture(TestDatabase database, PostgresTarget target) {}
}
