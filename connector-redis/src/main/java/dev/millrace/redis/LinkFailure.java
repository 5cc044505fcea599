package dev.millrace.redis;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A server could not be spoken to, or not go on being spoken to. The message is a code, without data. */
final class LinkFailure extends Exception {
    /** No connection came about. */
    static final String UNREACHABLE = "UNREACHABLE";
    /** A connection that was there broke. */
    static final String CONNECTION_LOST = "CONNECTION_LOST";
    /** A connection was given up since nothing came in time. */
    static final String TIMEOUT = "TIMEOUT";
    /** What answers at the address does not speak as a Redis does. */
    static final String NOT_REDIS = "NOT_REDIS";
    /** What answers at the address is no primary. */
    static final String NOT_PRIMARY = "NOT_PRIMARY";
    /** Another server has taken the place of the one that was written to. */
    static final String SERVER_CHANGED = "SERVER_CHANGED";
    /** No node serves the slot. */
    static final String SLOT_UNSERVED = "SLOT_UNSERVED";
    /** There is nothing to show to the server: no token could be signed. */
    static final String NO_CREDENTIALS = "NO_CREDENTIALS";

    private static final long serialVersionUID = 1L;

    /** How far it had come. */
    enum Stage {
        CONNECTING,
        LOGIN,
        DATABASE,
        QUESTIONS,
        ROLE,
        IN_USE
    }

    private final Stage stage;
    private final FailureKind kind;
    private final Outcome.Scope scope;

    private LinkFailure(Stage stage, String code, FailureKind kind, Outcome.Scope scope, @Nullable Throwable cause) {
        super(code, cause);
        this.stage = stage;
        this.kind = kind;
        this.scope = scope;
    }

    /** Before the connection was of use. What was to be written was not tried. */
    static LinkFailure unreachable(Stage stage, @Nullable Throwable cause) {
        return new LinkFailure(stage, UNREACHABLE, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH, cause);
    }

    /** The server answered, and it cannot be used. */
    static LinkFailure refused(Stage stage, ServerError error) {
        return new LinkFailure(stage, error.code(), error.kind(), Outcome.Scope.BATCH, null);
    }

    /** With a code that is no server's. */
    static LinkFailure unusable(Stage stage, String code) {
        return new LinkFailure(stage, code, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH, null);
    }

    /** Under a command: nobody knows whether it was carried out, or whether it is to blame. */
    static LinkFailure broken(Throwable cause) {
        boolean late = isCausedBy(cause, SocketTimeoutException.class);
        return new LinkFailure(
                Stage.IN_USE, late ? TIMEOUT : CONNECTION_LOST, FailureKind.UNAVAILABLE, Outcome.Scope.ROW, cause);
    }

    /** Under a command, as the one who gave it up knows. */
    static LinkFailure late() {
        return new LinkFailure(Stage.IN_USE, TIMEOUT, FailureKind.UNAVAILABLE, Outcome.Scope.ROW, null);
    }

    /** As it looks to whoever was about to write: nothing was tried. */
    LinkFailure before(Stage reached) {
        return stage == Stage.IN_USE ? unreachable(reached, this) : this;
    }

    static boolean isConnectionLoss(String code) {
        return code.equals(CONNECTION_LOST) || code.equals(TIMEOUT);
    }

    boolean isCausedBy(Class<? extends Throwable> type) {
        return isCausedBy(getCause(), type);
    }

    private static boolean isCausedBy(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    Stage stage() {
        return stage;
    }

    /** Stable, without data. */
    String code() {
        return String.valueOf(getMessage());
    }

    Outcome.Failed outcome() {
        return new Outcome.Failed(kind, code(), scope);
    }
}
