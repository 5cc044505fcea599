package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TiesTest {
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);

    private RowTask task(long offset, int token, long ordinal, String name) {
        byte[] bytes = new byte[9];
        bytes[8] = (byte) token;
        RowWrite write = new RowWrite(
                Samples.ACCOUNT,
                Samples.key("a"),
                ChangeVersion.of(0, bytes, ordinal, 0),
                Optional.of(List.of(new Value.Text("a"), new Value.Text(name))));
        RecordTask record = new RecordTask(
                Samples.pending(assignment, offset),
                Samples.change(Operation.UPDATE, "a", Optional.empty(), ordinal),
                1);
        return new RowTask(write, record);
    }

    private static int ties(RowTask... tasks) {
        Coalescer rows = new Coalescer(4);
        for (RowTask task : tasks) {
            rows.add(task);
        }
        return rows.ties().size();
    }

    @Test
    void differentRowsWithOneVersionAreATie() {
        assertEquals(1, ties(task(7, 1, 2, "one"), task(9, 1, 2, "other")));
    }

    @Test
    void theSameChangeDeliveredTwiceIsNone() {
        assertEquals(0, ties(task(7, 1, 2, "one"), task(9, 1, 2, "one")));
    }

    @Test
    void equalTokensAreATieWhereOffsetsStandInForOrdinals() {
        assertEquals(1, ties(task(7, 1, 7, "one"), task(9, 1, 9, "one")));
    }

    @Test
    void equalTokensWithOrdinalsOfTheSourceAreNone() {
        assertEquals(0, ties(task(7, 1, 1, "one"), task(9, 1, 2, "other")));
        assertEquals(0, ties(task(7, 1, 1, "one"), task(9, 1, 9, "other")), "an offset by chance");
        assertEquals(0, ties(task(1, 1, 1, "one"), task(9, 1, 2, "other")), "an offset by chance");
    }

    @Test
    void otherTokensAreNone() {
        assertEquals(0, ties(task(7, 1, 7, "one"), task(9, 2, 9, "other")));
    }

    @Test
    void rowsOfTheInitialLoadAreNone() {
        assertEquals(0, ties(task(7, 0, 0, "one"), task(9, 0, 0, "other")));
    }
}
