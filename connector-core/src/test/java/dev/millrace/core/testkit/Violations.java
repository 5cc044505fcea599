package dev.millrace.core.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a target did against the contract, as found by any thread. */
final class Violations {
    private static final int SHOWN = 10;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    void add(String violation) {
        found.add(violation);
    }

    /** Fails with what was found, if anything was. */
    void check() {
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " violations:\n  "
                    + String.join("\n  ", found.stream().limit(SHOWN).toList()));
        }
    }
}
