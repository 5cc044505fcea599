package dev.millrace.core.engine;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** The engine stopped because it cannot go on without a person. */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public EngineFailure(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** Changes are missing before a group can go on with these partitions. */
    public static EngineFailure gap(Collection<TopicPartition> partitions) {
        return new EngineFailure(new Problem(
                ProblemCode.GAP,
                partitions.toString(),
                "the committed offset is below the start or past the end of the log: changes are missing",
                "load the tables anew, or move the group's offsets with kafka-consumer-groups once you know what was"
                        + " lost"));
    }

    public Problem problem() {
        return problem;
    }
}
