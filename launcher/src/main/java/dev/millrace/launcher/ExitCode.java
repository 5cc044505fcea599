package dev.millrace.launcher;

/** What the command's exit code says; part of the interface. */
public final class ExitCode {
    public static final int OK = 0;
    /** Not equal, or failed. */
    public static final int FAILED = 1;

    public static final int USAGE = 2;
    /** A server is unreachable (sysexits' EX_UNAVAILABLE). */
    public static final int UNREACHABLE = 69;
    /** The configuration has to be mended (sysexits' EX_CONFIG). */
    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}
