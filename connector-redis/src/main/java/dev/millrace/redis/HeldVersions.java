package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the versions that rows have, at the primaries. Safe for all threads. */
final class HeldVersions {
    private final Topology topology;
    private final Pipeline pipeline;

    HeldVersions(Topology topology, Pipeline pipeline) {
        this.topology = topology;
        this.pipeline = pipeline;
    }

    /** @throws TargetException when they cannot be read, or a key holds something else */
    List<Optional<ChangeVersion>> read(MappedTable table, List<RowKey> keys) {
        try {
            List<Command> commands = new ArrayList<>(keys.size());
            for (RowKey key : keys) {
                commands.add(table.read(key));
            }
            List<Optional<ChangeVersion>> held = new ArrayList<>(keys.size());
            for (Reply reply : pipeline.ask(topology.current(), commands)) {
                held.add(table.heldVersion(reply.value()));
            }
            return held;
        } catch (LinkFailure nobody) {
            throw new TargetException(nobody.outcome().kind(), nobody.code());
        } catch (RowRefused refused) {
            throw new TargetException(FailureKind.POISON, refused.code());
        }
    }
}
