package dev.millrace.core.format.precisely;

import java.util.Set;

/**
 * How rows of the initial load are told from changes. Immutable.
 *
 * @param operations codes of the operation tag that mark rows of the initial load
 */
public record LoadRules(Set<String> operations, WithoutToken withoutToken) {

    /** What an insert without a token is. Other operations without one are always rejected. */
    public enum WithoutToken {
        REJECT,
        /** A row of the initial load. */
        LOAD
    }

    public LoadRules {
        operations = Set.copyOf(operations);
    }

    /** There are no load rows. */
    public static LoadRules none() {
        return new LoadRules(Set.of(), WithoutToken.REJECT);
    }
}
