package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.util.List;

/** Turns a batch of changes into the writes that a target gets. The kit has its own; the engine's can take its place. */
@FunctionalInterface
public interface Batcher {

    /** @return no two writes of one row */
    List<RowWrite> writes(List<Change> batch, Target target) throws Rejection;
}
