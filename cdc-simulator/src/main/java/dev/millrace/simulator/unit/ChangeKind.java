package dev.millrace.simulator.unit;

import java.util.Optional;

/** What a captured change did to its row. */
public enum ChangeKind {
    INSERT('I', false, true),
    UPDATE('U', true, true),
    DELETE('D', true, false),
    /** The row as an initial load has read it: it may have been changed since. */
    LOAD('R', false, true);

    private final char code;
    private final boolean before;
    private final boolean after;

    ChangeKind(char code, boolean before, boolean after) {
        this.code = code;
        this.before = before;
        this.after = after;
    }

    /** One letter: in segments, on the wire, and in the header {@code cdc-operation}. */
    public char code() {
        return code;
    }

    /** Whether the change has an image of the row before. */
    public boolean hasBefore() {
        return before;
    }

    /** Whether the change has an image of the row after. */
    public boolean hasAfter() {
        return after;
    }

    /** The kind of this letter; empty where there is none. */
    static Optional<ChangeKind> of(int code) {
        for (ChangeKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
