package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KitBatcherTest {
    private final InMemoryTarget target = new InMemoryTarget();

    @Test
    void aChangedKeyIsTheUpsertOfTheNewRowAndTheDeleteOfTheOldAtOneVersion() throws Rejection {
        List<RowWrite> writes = writes(change(5, Optional.of("A"), "B", 1));
        assertEquals(2, writes.size());
        assertEquals(new Value.Text("B"), writes.get(0).key().value(0));
        assertEquals(false, writes.get(0).isDelete());
        assertEquals(new Value.Text("A"), writes.get(1).key().value(0));
        assertEquals(true, writes.get(1).isDelete());
        assertEquals(version(5), writes.get(1).version());
    }

    @Test
    void aKeyPaddedInAnotherWayIsNotChanged() throws Rejection {
        assertEquals(1, writes(change(5, Optional.of("A   "), "A", 1)).size());
    }

    @Test
    void theNewestOfEachRowStaysWhateverTheOrder() throws Rejection {
        Change old = change(1, Optional.empty(), "A", 1);
        Change newest = change(9, Optional.empty(), "A ", 2);
        Change middle = change(5, Optional.empty(), "A", 3);
        assertEquals(writes(newest), writes(old, newest, middle));
        assertEquals(writes(newest), writes(newest, middle, old));
    }

    @Test
    void ofEqualVersionsTheFirstStays() throws Rejection {
        Change first = change(5, Optional.empty(), "A", 1);
        assertEquals(writes(first), writes(first, change(5, Optional.empty(), "A", 2)));
    }

    /** A row moves away and back: its delete is older than its return. */
    @Test
    void aKeyThatComesBackIsNotDeleted() throws Rejection {
        List<RowWrite> writes = writes(change(6, Optional.of("B"), "A", 1), change(5, Optional.of("A"), "B", 1));
        assertEquals(
                List.of(false, true), writes.stream().map(RowWrite::isDelete).toList());
    }

    private List<RowWrite> writes(Change... changes) throws Rejection {
        List<RowWrite> writes = new ArrayList<>();
        for (RowWrite write : new KitBatcher().writes(List.of(changes), target)) {
            writes.add(write);
        }
        return writes;
    }

    private static Change change(int ordinal, Optional<String> from, String branch, int id) {
        List<Value> row =
                new ArrayList<>(Collections.nCopies(KitTable.ACCOUNT.columns().size(), Value.Null.NULL));
        Row after = image(row, branch, id);
        Optional<Row> before = from.map(old -> image(row, old, id));
        Operation operation = from.isPresent() ? Operation.UPDATE : Operation.INSERT;
        return new Change("ACCOUNT", operation, version(ordinal), before, Optional.of(after), Instant.EPOCH);
    }

    private static Row image(List<Value> row, String branch, int id) {
        Row.Builder image = new Row.Builder();
        for (int i = 0; i < row.size(); i++) {
            image.add(
                    KitTable.ACCOUNT.sourceColumn(i),
                    switch (KitTable.ACCOUNT.columns().get(i).name()) {
                        case "branch" -> new Value.Text(branch);
                        case "region" -> new Value.Text("R");
                        case "account_id" -> KitRows.decimal(7);
                        case "balance" -> KitRows.decimal(id);
                        default -> row.get(i);
                    });
        }
        return image.build();
    }

    private static ChangeVersion version(int ordinal) {
        return ChangeVersion.of(0, new byte[9], ordinal, 0);
    }
}
