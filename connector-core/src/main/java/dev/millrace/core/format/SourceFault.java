package dev.millrace.core.format;

/**
 * The source has to be changed, or somebody has to decide, before anything more is written: one record says it, but it is not that
 * record's fault. Carries names of settings and of configured tables, never what a record says. Has no stack trace; it is an answer.
 */
public final class SourceFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String place;
    private final String problem;
    private final String fix;

    /** What has to be decided. The names are part of the interface: they stand on {@code /status}. */
    public enum Kind {
        /** The source leaves out what its changes cannot be ordered or understood without. */
        SOURCE_SETTING,
        /** All rows of a table were removed at once, without a change for each. */
        TRUNCATE
    }

    /**
     * @param place the field, as the format names it
     * @param fix the exact setting of the source, or of the connector
     */
    public SourceFault(Kind kind, String place, String problem, String fix) {
        super(kind + " at " + place + ": " + problem, null, false, false);
        this.kind = kind;
        this.place = place;
        this.problem = problem;
        this.fix = fix;
    }

    public Kind kind() {
        return kind;
    }

    public String place() {
        return place;
    }

    public String problem() {
        return problem;
    }

    public String fix() {
        return fix;
    }
}
