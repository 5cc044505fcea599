package dev.millrace.redis;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;

/**
 * What an error that a server answered means.
 *
 * @param code the error's first word, such as {@code READONLY}: stable, without data
 */
record ServerError(String code, FailureKind kind, Outcome.Scope scope, Reaction reaction) {

    /** What has to be done besides, before the write is tried again. */
    enum Reaction {
        NONE,
        /** The procedures are not there: load them, and send it again. */
        LOAD,
        /** Another node has the slot: ask for the slots anew, and send it there. */
        MOVED,
        /** Another node has this key already: send it there after ASKING. */
        ASK,
        /** Who answered does not take writes any more: close all connections to it, and ask for the address anew. */
        RECONNECT
    }

    /** @param message of the error, whose first word is its code; of a script's error of an old server, the code stands further behind */
    static ServerError of(String message) {
        return new ServerError(message, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH, Reaction.NONE);
    }

    Outcome outcome() {
        return new Outcome.Failed(kind, code, scope);
    }
}
