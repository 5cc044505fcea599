package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in for a session where the target has none. */
class KeyedProgressTest {
    private static final ProgressKey ONE = new ProgressKey("group", "cluster", "topic", "id", 0);
    private static final ProgressKey TWO = new ProgressKey("group", "cluster", "topic", "id", 1);

    private final Continuity continuity = new Continuity();
    private final FakeCells cells = new FakeCells();
    private final KeyedProgress progress = new KeyedProgress(cells, continuity);

    /** A map that notes what it is asked. */
    private static final class FakeCells implements KeyedProgress.Cells {
        private final Map<ProgressKey, Long> held = new HashMap<>();
        private final List<ProgressKey> read = new ArrayList<>();
        private final List<ProgressKey> raised = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private Optional<TargetException> failure = Optional.empty();

        @Override
        public List<OptionalLong> read(List<ProgressKey> keys) {
            asked();
            read.addAll(keys);
            return keys.stream().map(this::held).toList();
        }

        @Override
        public List<OptionalLong> raise(List<ProgressMark> marks) {
            asked();
            marks.forEach(mark -> {
                raised.add(mark.key());
                held.merge(mark.key(), mark.position(), Math::max);
            });
            return marks.stream().map(mark -> held(mark.key())).toList();
        }

        @Override
        public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
            asked();
            return keys.stream().filter(key -> !held.containsKey(key)).collect(Collectors.toSet());
        }

        private void asked() {
            meanwhile.run();
            failure.ifPresent(thrown -> {
                throw thrown;
            });
        }

        private OptionalLong held(ProgressKey key) {
            Long position = held.get(key);
            return position == null ? OptionalLong.empty() : OptionalLong.of(position);
        }
    }

    private static OptionalLong at(long position) {
        return OptionalLong.of(position);
    }

    private List<OptionalLong> raise(long expected, long position) {
        return progress.raise(List.of(new ProgressMark(ONE, at(expected), position)));
    }

    private void assertNoSession() {
        TargetException ended = assertThrows(TargetException.class, () -> raise(5, 9));
        assertEquals(KeyedProgress.NO_SESSION, ended.code());
        assertEquals(FailureKind.UNAVAILABLE, ended.kind());
        assertThrows(TargetException.class, () -> progress.madeAnew(List.of(ONE)));
        assertEquals(List.of(), cells.raised);
    }

    @Test
    void nothingIsRaisedBeforeItWasLoaded() {
        assertNoSession();
        progress.load(List.of(ONE));
        assertEquals(Set.of(ONE), progress.madeAnew(List.of(ONE)));
        assertEquals(List.of(at(9)), progress.raise(List.of(new ProgressMark(ONE, OptionalLong.empty(), 9))));
    }

    /** The one that answers next may be a restored one that holds what is expected: it is not even asked. */
    @Test
    void theSessionEndsWhereTheTargetWasGoneBetweenTwoCalls() {
        cells.held.put(ONE, 5L);
        progress.load(List.of(ONE));
        continuity.broken();
        assertNoSession();
        assertEquals(List.of(at(5)), progress.load(List.of(ONE)));
        assertEquals(List.of(at(9)), raise(5, 9));
    }

    @Test
    void theSessionEndsWhereTheTargetWasGoneDuringACall() {
        cells.held.put(ONE, 5L);
        for (Runnable call : List.<Runnable>of(
                () -> progress.load(List.of(ONE)), () -> progress.madeAnew(List.of(ONE)), () -> raise(5, 5))) {
            progress.load(List.of(ONE));
            cells.meanwhile = continuity::broken;
            assertEquals(
                    KeyedProgress.NO_SESSION,
                    assertThrows(TargetException.class, call::run).code());
            cells.meanwhile = () -> {};
            assertNoSession();
        }
    }

    private boolean hasBroken() {
        try {
            progress.load(List.of(ONE));
            return false;
        } catch (TargetException ended) {
            progress.load(List.of(ONE));
            return true;
        }
    }

    /** What is told at every attempt would leave no session to anybody. */
    @Test
    void aTableThatIsGoneIsABreakOnceAndOnceMoreWhenItIsBack() {
        hasBroken();
        continuity.found("one");
        assertEquals(false, hasBroken());
        for (String table : List.of("one", "two")) {
            continuity.lost(table);
            assertEquals(true, hasBroken());
            for (int attempt = 0; attempt < 3; attempt++) {
                continuity.lost(table);
                continuity.found("another");
                assertEquals(false, hasBroken());
            }
        }
        for (String table : List.of("one", "two")) {
            continuity.found(table);
            assertEquals(true, hasBroken());
            continuity.found(table);
            assertEquals(false, hasBroken());
        }
        continuity.lost("one");
        assertEquals(true, hasBroken());
    }

    /** Whoever loads in a session that has ended has to learn that it ended, and what that means for rows not marked yet. */
    @Test
    void aLoadTellsThatTheSessionHasEndedBeforeItBeginsAnother() {
        progress.load(List.of(ONE));
        continuity.broken();
        assertThrows(TargetException.class, () -> progress.load(List.of(TWO)));
        assertEquals(List.of(ONE), cells.read);
        assertEquals(List.of(OptionalLong.empty()), progress.load(List.of(TWO)));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void onlyATransientFailureLeavesTheSession(FailureKind kind) {
        cells.held.put(ONE, 5L);
        progress.load(List.of(ONE));
        cells.failure = Optional.of(new TargetException(kind, "TOLD_TO"));
        assertEquals(
                "TOLD_TO",
                assertThrows(TargetException.class, () -> raise(5, 9)).code());
        cells.failure = Optional.empty();
        if (kind == FailureKind.TRANSIENT) {
            assertEquals(List.of(at(9)), raise(5, 9));
        } else {
            assertNoSession();
        }
    }

    @Test
    void whatIsHeldAlreadyIsReadAndNotWrittenAndAllIsToldInOrder() {
        cells.held.putAll(Map.of(ONE, 5L, TWO, 7L));
        progress.load(List.of(ONE, TWO));
        cells.read.clear();
        assertEquals(
                List.of(at(7), at(9)),
                progress.raise(List.of(new ProgressMark(TWO, at(7), 7), new ProgressMark(ONE, at(5), 9))));
        assertEquals(List.of(TWO), cells.read);
        assertEquals(List.of(ONE), cells.raised);
        cells.held.remove(TWO);
        assertEquals(List.of(OptionalLong.empty()), progress.raise(List.of(new ProgressMark(TWO, at(7), 7))));
    }
}
