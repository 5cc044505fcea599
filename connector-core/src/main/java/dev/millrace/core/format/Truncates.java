package dev.millrace.core.format;

/** What becomes of a table whose rows were removed all at once, without a change for each. */
public enum Truncates {
    /** Nothing more is written until somebody has decided. */
    STOP,
    /** The rows stay in the target. */
    IGNORE;

    /**
     * A record says so.
     *
     * @param place where it says it
     * @throws SourceFault where somebody has to decide
     */
    public void met(SourceTable table, String place) throws SourceFault {
        if (this == STOP) {
            throw new SourceFault(
                    SourceFault.Kind.TRUNCATE,
                    place,
                    table.name()
                            + " was truncated or dropped at the source: all its rows went without a change for each, and the target"
                            + " still has them",
                    "start with format.on-truncate: ignore, wait until nothing is behind (lag 0), stop, then delete in the"
                            + " target what is gone at the source");
        }
    }
}
