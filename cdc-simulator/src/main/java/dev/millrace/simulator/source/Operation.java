package dev.millrace.simulator.source;

/** What a change does to its row. */
public enum Operation {
    INSERT("I"),
    UPDATE("U"),
    DELETE("D");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    /** The operation in a change record: I, U or D. */
    public String code() {
        return code;
    }
}
