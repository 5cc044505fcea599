package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The contract's single points, each on empty tables of its own: where a history fails, one of these often says why. */
final class DirectedChecks {
    private static final int LARGE_BATCH = 1_000;
    private static final int MATES = 9;

    private final Fixture fixture;
    private final StateCheck state;
    private final Violations violations = new Violations();
    private final ContractWriter writer;
    private final TargetTable events;

    DirectedChecks(Fixture fixture) {
        this.fixture = fixture;
        this.state = new StateCheck(fixture);
        this.writer = new ContractWriter(fixture.target(), fixture.answerWithin(), violations);
        this.events = fixture.table(KitTable.EVENT);
    }

    void everyExtremeValueComesBackExactly() throws Exception {
        for (KitTable kit : KitTable.all()) {
            TargetTable table = fixture.table(kit);
            Map<RowKey, List<Value>> expected = new HashMap<>();
            for (List<Value> row : ExtremeRows.of(kit)) {
                List<Value> canonical = KitRows.row(kit, row, table);
                expected.put(table.keyOf(canonical), canonical);
            }
            List<RowWrite> writes = expected.entrySet().stream()
                    .map(entry -> upsert(table, entry.getValue(), version(1)))
                    .toList();
            assertEquals(Collections.nCopies(writes.size(), Outcome.APPLIED), write(writes));
            state.rows(table, expected, "after the extremes were written");
        }
    }

    void ofEqualVersionsTheFirstStays() throws Exception {
        List<Value> first = event("k", 1);
        RowKey gone = events.keyOf(event("gone", 1));
        write(List.of(upsert(events, first, version(5)), delete(gone, version(5))));

        assertEquals(List.of(Outcome.STALE), write(List.of(upsert(events, event("k", 2), version(5)))));
        assertEquals(List.of(Outcome.STALE), write(List.of(delete(events.keyOf(first), version(5)))));
        assertEquals(List.of(Outcome.STALE), write(List.of(upsert(events, event("gone", 2), version(5)))));
        state.rows(events, Map.of(events.keyOf(first), first), "after other writes of equal versions");
        state.versions(
                events,
                Map.of(events.keyOf(first), version(5), gone, version(5)),
                "after other writes of equal versions");
    }

    void aLoadRowOverwritesNeitherARowNorATombstone() throws Exception {
        List<Value> changed = event("k", 1);
        List<Value> loaded = event("new", 3);
        RowKey gone = events.keyOf(event("gone", 1));
        write(List.of(upsert(events, changed, version(1)), delete(gone, version(1))));

        List<Outcome> outcomes = write(List.of(
                upsert(events, event("k", 2), SourceClock.lowest()),
                upsert(events, event("gone", 2), SourceClock.lowest()),
                upsert(events, loaded, SourceClock.lowest())));

        assertEquals(List.of(Outcome.STALE, Outcome.STALE, Outcome.APPLIED), outcomes);
        state.rows(
                events,
                Map.of(events.keyOf(changed), changed, events.keyOf(loaded), loaded),
                "after the load came behind the changes");
    }

    void theDeleteOfARowNeverSeenLeavesItsVersionBehind() throws Exception {
        RowKey key = events.keyOf(event("k", 1));
        assertEquals(List.of(Outcome.APPLIED), write(List.of(delete(key, version(7)))));
        assertEquals(List.of(Outcome.STALE), write(List.of(upsert(events, event("k", 1), version(6)))));
        state.versions(events, Map.of(key, version(7)), "after a delete came before its insert");

        List<Value> back = event("k", 2);
        assertEquals(List.of(Outcome.APPLIED), write(List.of(upsert(events, back, version(8)))));
        state.rows(events, Map.of(key, back), "after the row was inserted again");
    }

    void heldVersionsAreInTheOrderOfTheKeys() throws Exception {
        List<RowKey> keys = IntStream.range(0, MATES)
                .mapToObj(i -> events.keyOf(event("k" + i, i)))
                .toList();
        write(List.of(
                upsert(events, event("k7", 1), version(70)),
                upsert(events, event("k2", 1), version(20)),
                delete(keys.get(4), version(40))));

        List<Optional<ChangeVersion>> expected = new ArrayList<>(Collections.nCopies(MATES, Optional.empty()));
        expected.set(7, Optional.of(version(70)));
        expected.set(2, Optional.of(version(20)));
        expected.set(4, Optional.of(version(40)));
        assertEquals(expected, fixture.target().heldVersions(events, keys));
        assertEquals(List.of(), fixture.target().heldVersions(events, List.of()));
    }

    /** Else a dry run ends at a record of which the connector makes a dead letter. Many targets hold an empty text in a key. */
    void aKeyThatNoRowCanHaveIsPoisonToAskForToo() throws Exception {
        List<Value> row = event("", 1);
        List<RowKey> keys = List.of(events.keyOf(row));
        Outcome outcome = write(List.of(upsert(events, row, version(1)))).get(0);
        if (outcome.equals(Outcome.APPLIED)) {
            assertEquals(List.of(Optional.of(version(1))), fixture.target().heldVersions(events, keys));
            return;
        }
        TargetException refused =
                assertThrows(TargetException.class, () -> fixture.target().heldVersions(events, keys));
        assertEquals(new Outcome.Failed(refused.kind(), refused.code(), Outcome.Scope.ROW), outcome);
        assertEquals(FailureKind.POISON, refused.kind());
    }

    void aLargeBatchIsAnsweredWhole() throws Exception {
        List<RowWrite> writes = IntStream.range(0, LARGE_BATCH)
                .mapToObj(i -> upsert(events, event("k" + i, i), version(i + 1)))
                .toList();
        assertEquals(Collections.nCopies(LARGE_BATCH, Outcome.APPLIED), write(writes));
        assertEquals(Collections.nCopies(LARGE_BATCH, Outcome.STALE), write(writes));
        assertEquals(LARGE_BATCH, fixture.reader().read(events).size());
    }

    /** @return false where the connector has no poison */
    boolean aPoisonWriteLeavesItsBatchMatesApplied(Function<RowWrite, Optional<RowWrite>> poisoned) throws Exception {
        List<RowWrite> batch = new ArrayList<>();
        Map<RowKey, List<Value>> expected = new HashMap<>();
        for (int i = 0; i < MATES; i++) {
            List<Value> row = event("k" + i, i);
            batch.add(upsert(events, row, version(i + 1)));
            expected.put(events.keyOf(row), row);
        }
        int bad = MATES / 2;
        Optional<RowWrite> poison = poisoned.apply(batch.get(bad));
        if (poison.isEmpty()) {
            return false;
        }
        expected.remove(batch.set(bad, poison.get()).key());
        List<Outcome> outcomes = write(batch);
        for (int i = 0; i < MATES; i++) {
            if (i != bad) {
                assertEquals(Outcome.APPLIED, outcomes.get(i), "mate " + i + " of the poison");
            } else if (!(outcomes.get(i) instanceof Outcome.Failed failed) || failed.kind() != FailureKind.POISON) {
                throw new AssertionError("the poison was answered with " + outcomes.get(i));
            }
        }
        state.rows(events, expected, "after a batch with poison");
        return true;
    }

    void aTableThatIsNotConfiguredIsNotTaken() {
        assertEquals(Optional.empty(), fixture.target().table("NO_SUCH_TABLE"));
    }

    private List<Outcome> write(List<RowWrite> batch) throws InterruptedException {
        List<Outcome> outcomes = writer.write(batch);
        violations.check();
        return outcomes;
    }

    private List<Value> event(String id, int amount) {
        List<Value> row =
                new ArrayList<>(Collections.nCopies(KitTable.EVENT.columns().size(), Value.Null.NULL));
        for (int i = 0; i < row.size(); i++) {
            Column column = KitTable.EVENT.columns().get(i);
            if (column.name().equals("event_id")) {
                row.set(i, new Value.Text(id));
            } else if (column.name().equals("amount")) {
                row.set(i, KitRows.decimal(amount));
            }
        }
        return KitRows.row(KitTable.EVENT, row, events);
    }

    private static RowWrite upsert(TargetTable table, List<Value> row, ChangeVersion version) {
        return new RowWrite(table, table.keyOf(row), version, Optional.of(row));
    }

    private RowWrite delete(RowKey key, ChangeVersion version) {
        return new RowWrite(events, key, version, Optional.empty());
    }

    private static ChangeVersion version(long token) {
        byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putLong(token).array();
        return ChangeVersion.of(0, bytes, 0, 0);
    }
}
