package dev.millrace.core.config;

/** A server that the connector needs to start does not answer. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public UnreachableException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
