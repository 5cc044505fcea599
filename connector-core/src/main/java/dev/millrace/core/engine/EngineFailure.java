package dev.millrace.core.engine;

import dev.millrace.core.config.Problem;

/** The engine stopped because it cannot go on without a person. */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public EngineFailure(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
