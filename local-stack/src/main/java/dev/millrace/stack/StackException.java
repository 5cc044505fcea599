package dev.millrace.stack;

import org.jspecify.annotations.Nullable;

/**
 * A server of the local stack could not do what was asked of it. It always says what happened and what to do.
 *
 * <p>Codes are stable: scripts and documentation may refer to them.
 */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, in a form that does not change between releases. */
    public enum Code {
        /** The directory of a server's jars does not exist or holds no jar. */
        SERVER_JARS_MISSING,
        /** There are no server binaries for this operating system and processor. */
        PLATFORM_UNSUPPORTED,
        /** A directory or file could not be created, read or written. */
        DIRECTORY_UNUSABLE,
        /** Another run that is alive works in the directory. */
        DIRECTORY_IN_USE,
        /** Servers cannot listen on this address: it is not of this machine. */
        ADDRESS_UNUSABLE,
        /** Somebody else listens on the port that a server is to listen on. */
        PORT_TAKEN,
        /** This machine has no JDK that a server can run on. */
        JAVA_MISSING,
        /** A server ended before it was ready. */
        START_FAILED,
        /** A server was not ready in time. It has been stopped. */
        START_TIMEOUT,
        /** PostgreSQL refuses to run as root, and this machine offers no way to drop the privileges. */
        ROOT_REFUSED,
        /** The server does not run, or the stack has none. */
        NOT_RUNNING,
        /** The server runs and does not do what it was told. */
        REFUSED,
        /** What a server was to do in its own time did not come about. */
        NOT_IN_TIME,
        /** A server that was ready has ended. */
        SERVER_ENDED,
        /** The waiting thread was interrupted; what it had started has been stopped. */
        INTERRUPTED,
        /** The file that describes a running stack is missing or not readable. */
        STACK_FILE_UNREADABLE
    }

    private final Code code;
    private final String what;
    private final String fix;

    /** An error that nothing else caused. */
    public StackException(Code code, String what, String fix) {
        this(code, what, fix, null);
    }

    /**
     * An error with its cause.
     *
     * @param what what happened, one sentence or more
     * @param fix what the user can do about it, one sentence or more
     */
    public StackException(Code code, String what, String fix, @Nullable Throwable cause) {
        super(code + ": " + what + System.lineSeparator() + "  Fix: " + fix, cause);
        this.code = code;
        this.what = what;
        this.fix = fix;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }

    /** What happened; the last lines of a server's log included. */
    public String what() {
        return what;
    }

    /** What the user can do about it. */
    public String fix() {
        return fix;
    }
}
