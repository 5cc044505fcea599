package dev.millrace.core.testkit;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** What a target did against the contract, as found by any thread. */
final class Violations {
    private static final int SHOWN = 10;

    private final Deque<String> found = new ConcurrentLinkedDeque<>();

    void add(String violation) {
        found.addLast(violation);
    }

    /** Adds what matters more than all that was found before. */
    void addFirst(@Nullable String violation) {
        found.addFirst(String.valueOf(violation));
    }

    /** Fails with what was found, if anything was. */
    void check() {
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " violations:\n  "
                    + String.join("\n  ", found.stream().limit(SHOWN).toList()));
        }
    }
}
