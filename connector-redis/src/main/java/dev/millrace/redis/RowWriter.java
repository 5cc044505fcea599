package dev.millrace.redis;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes batches, and answers each row before it returns. Safe for all threads. */
final class RowWriter {
    private static final long APPLIED = 1;
    private static final long STALE = 0;
    private static final Outcome UNEXPECTED =
            new Outcome.Failed(FailureKind.UNAVAILABLE, "UNEXPECTED_ANSWER", Outcome.Scope.BATCH);

    private final Topology topology;
    private final Pipeline pipeline;
    private final Procedures procedures;
    private final Map<TargetTable, MappedTable> tables;

    RowWriter(Topology topology, Pipeline pipeline, Procedures procedures, Map<TargetTable, MappedTable> tables) {
        this.topology = topology;
        this.pipeline = pipeline;
        this.procedures = procedures;
        this.tables = Map.copyOf(tables);
    }

    void write(List<RowWrite> batch, Target.Answers answers) {
        List<Command> commands = new ArrayList<>(batch.size());
        List<Integer> indexes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            RowWrite write = batch.get(i);
            try {
                MappedTable table = Objects.requireNonNull(tables.get(write.table()), "not a table of this target");
                commands.add(procedures.call(table.command(write)));
                indexes.add(i);
            } catch (RowRefused refused) {
                answers.answer(i, new Outcome.Failed(FailureKind.POISON, refused.code(), Outcome.Scope.ROW));
            }
        }
        List<Reply> replies = write(commands);
        for (int i = 0; i < replies.size(); i++) {
            answers.answer(indexes.get(i), outcome(replies.get(i)));
        }
    }

    private List<Reply> write(List<Command> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        try {
            return pipeline.write(topology.current(), commands);
        } catch (LinkFailure nobody) {
            return Pipeline.failed(commands.size(), nobody);
        }
    }

    private static Outcome outcome(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            return failed.outcome();
        }
        if (!(reply.value() instanceof Long written)) {
            return UNEXPECTED;
        }
        return written == APPLIED ? Outcome.APPLIED : written == STALE ? Outcome.STALE : UNEXPECTED;
    }
}
