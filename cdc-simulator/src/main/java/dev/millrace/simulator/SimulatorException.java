package dev.millrace.simulator;

/** What went wrong in the simulator: a stable code, where, why, and what to do. Never carries a row's values. */
public final class SimulatorException extends RuntimeException {
    private final SimulatorError code;
    private final String where;
    private final String why;
    private final String fix;

    /**
     * @param where the file, setting or topic
     * @param why what is wrong there
     * @param fix what to do about it
     */
    public SimulatorException(SimulatorError code, String where, String why, String fix) {
        super(message(code, where, why, fix));
        this.code = code;
        this.where = where;
        this.why = why;
        this.fix = fix;
    }

    /** Like the other constructor, with the exception that told us. */
    public SimulatorException(SimulatorError code, String where, String why, String fix, Throwable cause) {
        super(message(code, where, why, fix), cause);
        this.code = code;
        this.where = where;
        this.why = why;
        this.fix = fix;
    }

    public SimulatorError code() {
        return code;
    }

    /** The file, setting or topic. */
    public String where() {
        return where;
    }

    /** What is wrong there. */
    public String why() {
        return why;
    }

    /** What to do. */
    public String fix() {
        return fix;
    }

    private static String message(SimulatorError code, String where, String why, String fix) {
        return code + " " + where + ": " + why + " Fix: " + fix;
    }
}
