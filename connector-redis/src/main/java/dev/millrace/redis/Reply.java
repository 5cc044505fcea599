package dev.millrace.redis;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetException;
import org.jspecify.annotations.Nullable;

/** What came of one command. */
sealed interface Reply {

    /** @param value as the protocol has it: bytes, a number, a list or null */
    record Value(@Nullable Object value) implements Reply {}

    /** The server refused it, or nobody knows what came of it. */
    record Failed(Outcome.Failed outcome) implements Reply {}

    /** What the server answered, where only an answer helps. */
    default @Nullable Object value() {
        if (this instanceof Value answered) {
            return answered.value();
        }
        Outcome.Failed failed = ((Failed) this).outcome();
        throw new TargetException(failed.kind(), failed.code());
    }
}
