package dev.millrace.core.target;

/** The target could not be read. The message has the database's error code, never its text: that may carry data. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String code;

    public TargetException(FailureKind kind, String code) {
        super("the target failed: " + code);
        this.kind = kind;
        this.code = code;
    }

    /** Stable, without data. */
    public String code() {
        return code;
    }

    public FailureKind kind() {
        return kind;
    }
}
