package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.target.RowWrite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeWritesTest {
    private static List<RowWrite> of(Change change) throws Rejection {
        return ChangeWrites.of(change, Samples.ACCOUNT);
    }

    @Test
    void anUpdateThatMovesItsRowUpsertsTheNewAndDeletesTheOldAtOneVersion() throws Rejection {
        List<RowWrite> writes = of(Samples.change(Operation.UPDATE, "new", Optional.of("old"), 7));
        assertEquals(2, writes.size());
        assertEquals(Samples.key("new"), writes.get(0).key());
        assertFalse(writes.get(0).isDelete());
        assertEquals(Samples.key("old"), writes.get(1).key());
        assertTrue(writes.get(1).isDelete());
        writes.forEach(write -> assertEquals(Samples.version(7), write.version()));
    }

    @Test
    void anUpdateThatKeepsItsKeyIsOneUpsert() throws Rejection {
        List<RowWrite> writes = of(Samples.change(Operation.UPDATE, "a", Optional.of("a"), 7));
        assertEquals(List.of(Samples.upsert("a", 7)), writes);
    }

    @Test
    void anUpdateWithoutABeforeImageIsOneUpsert() throws Rejection {
        assertEquals(List.of(Samples.upsert("a", 7)), of(Samples.change(Operation.UPDATE, "a", Optional.empty(), 7)));
    }

    @Test
    void anInsertLooksAtItsAfterImageOnly() throws Rejection {
        assertEquals(List.of(Samples.upsert("a", 7)), of(Samples.change(Operation.INSERT, "a", Optional.of("b"), 7)));
    }

    @Test
    void aDeleteTakesItsKeyFromTheBeforeImage() throws Rejection {
        List<RowWrite> writes = of(Samples.change(Operation.DELETE, "a", Optional.of("a"), 7));
        assertEquals(1, writes.size());
        assertTrue(writes.get(0).isDelete());
        assertEquals(Samples.key("a"), writes.get(0).key());
    }

    @Test
    void aDeleteWithoutABeforeImageIsRejected() {
        Change change = Samples.change(Operation.DELETE, "a", Optional.empty(), 7);
        Rejection rejection = assertThrows(Rejection.class, () -> of(change));
        assertEquals(RejectionReason.IMAGE_MISSING, rejection.reason());
    }
}
