package dev.millrace.launcher;

/** A command cannot go on; the message says why and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode one of {@link ExitCode} */
    public CommandFailure(int exitCode, String what, String fix) {
        super(what + ". Fix: " + fix + ".");
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
