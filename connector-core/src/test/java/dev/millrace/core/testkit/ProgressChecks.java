package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What every target promises about the progress that it keeps. */
final class ProgressChecks {
    private static final OptionalLong NOTHING = OptionalLong.empty();

    /** One check. */
    @FunctionalInterface
    interface Check {
        void run(ProgressStore store) throws Exception;
    }

    private static ProgressKey key(String group, int partition) {
        return new ProgressKey(group, "a-cluster", "a-topic", "an-id", partition);
    }

    private static OptionalLong at(long position) {
        return OptionalLong.of(position);
    }

    static void itIsEmptyBeforeItIsRaised(ProgressStore store) {
        ProgressKey raised = key("empty", 1);
        assertEquals(List.of(NOTHING, NOTHING), store.load(List.of(key("empty", 0), raised)));
        assertEquals(List.of(at(7)), store.raise(List.of(new ProgressMark(raised, NOTHING, 7))));
        assertEquals(List.of(NOTHING, at(7)), store.load(List.of(key("empty", 0), raised)));
        for (ProgressKey other : List.of(
                key("another", 1),
                new ProgressKey("empty", "another", "a-topic", "an-id", 1),
                new ProgressKey("empty", "a-cluster", "a-topic", "another", 1))) {
            assertEquals(List.of(NOTHING), store.load(List.of(other)));
        }
    }

    static void aTopicMadeAnewIsKnownByItsName(ProgressStore store) {
        ProgressKey former = key("anew", 0);
        ProgressKey anew = new ProgressKey("anew", "a-cluster", "a-topic", "another-id", 0);
        List<ProgressKey> others = List.of(
                new ProgressKey("anew", "a-cluster", "a-topic", "another-id", 1),
                new ProgressKey("anew", "a-cluster", "another", "another-id", 0),
                new ProgressKey("anew", "another", "a-topic", "another-id", 0),
                new ProgressKey("another-group", "a-cluster", "a-topic", "another-id", 0));
        store.load(List.of(former));
        assertEquals(Set.of(), store.madeAnew(List.of(former, anew)));
        store.raise(List.of(new ProgressMark(former, NOTHING, 3)));
        List<ProgressKey> asked = new ArrayList<>(others);
        asked.add(former);
        asked.add(anew);
        assertEquals(Set.of(anew), store.madeAnew(asked));
        assertEquals(List.of(NOTHING), store.load(List.of(anew)));
    }

    static void itNeverSinks(ProgressStore store) {
        ProgressKey one = key("sinks", 0);
        ProgressKey two = key("sinks", 1);
        store.load(List.of(one, two));
        assertEquals(
                List.of(at(10), at(20)),
                store.raise(List.of(new ProgressMark(one, NOTHING, 10), new ProgressMark(two, NOTHING, 20))));
        assertEquals(
                List.of(at(20), at(12)),
                store.raise(List.of(new ProgressMark(two, at(20), 5), new ProgressMark(one, at(10), 12))));
        assertEquals(List.of(at(12)), store.raise(List.of(new ProgressMark(one, NOTHING, 11))));
        // Another member has raised it meanwhile.
        assertEquals(List.of(at(15)), store.raise(List.of(new ProgressMark(one, at(10), 15))));
        assertEquals(List.of(at(15), at(20)), store.load(List.of(one, two)));
    }

    static void lessThanExpectedIsLeftAndTold(ProgressStore store) {
        ProgressKey behind = key("behind", 0);
        ProgressKey gone = key("behind", 1);
        ProgressKey intact = key("behind", 2);
        store.load(List.of(behind, gone, intact));
        store.raise(List.of(new ProgressMark(behind, NOTHING, 5), new ProgressMark(intact, NOTHING, 5)));
        assertEquals(
                List.of(at(5), NOTHING, at(30)),
                store.raise(List.of(
                        new ProgressMark(behind, at(6), 30),
                        new ProgressMark(gone, at(6), 30),
                        new ProgressMark(intact, at(5), 30))));
        assertEquals(List.of(at(5), NOTHING, at(30)), store.load(List.of(behind, gone, intact)));
    }

    void raiseForLater(ProgressStore store) {
        store.load(List.of(key("later", 0)));
        store.raise(List.of(new ProgressMark(key("later", 0), NOTHING, 8)));
    }

    void itIsStillThere(ProgressStore store) {
        assertEquals(List.of(at(8)), store.load(List.of(key("later", 0))));
    }

    static void itIsNotRaisedBeforeItWasLoaded(ProgressStore store) {
        List<ProgressMark> marks = List.of(new ProgressMark(key("unasked", 0), NOTHING, 8));
        assertThrows(TargetException.class, () -> store.raise(marks));
        assertEquals(List.of(NOTHING), store.load(List.of(key("unasked", 0))));
    }
}
