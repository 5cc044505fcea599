package dev.millrace.stack;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits until a server that has just been started can be used. */
final class Readiness {
    /** Long enough for a machine with far more to do than it can; a server that fails is noticed at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration STEP = Duration.ofMillis(50);
    /** How servers say that a port is taken: in the language of the C library, of Java, or of Cassandra. */
    private static final List<String> PORT_TAKEN = List.of(
            "Address already in use", "Address in use", "java.net.BindException", "is in use by another process");

    private Readiness() {}

    /**
     * Returns when the server is ready. A server that is not is gone when this throws.
     *
     * @throws StackException {@code PORT_TAKEN}, {@code START_FAILED}, {@code START_TIMEOUT}, {@code INTERRUPTED}
     */
    static void await(GuardedProcess server, BooleanSupplier ready) {
        long start = System.nanoTime();
        while (!ready.getAsBoolean()) {
            if (server.awaitEnd(STEP)) {
                throw portTaken(server) ? taken(server) : failed(server);
            }
            if (portTaken(server)) {
                // A broker that has lost its port takes its time to give up.
                server.kill();
                throw taken(server);
            }
            if (Thread.currentThread().isInterrupted()) {
                server.close();
                throw new StackException(
                        StackException.Code.INTERRUPTED,
                        "Interrupted while " + server.command().name() + " was starting.",
                        "Start again.");
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                server.close();
                throw new StackException(
                        StackException.Code.START_TIMEOUT,
                        server.command().name() + " was not ready within " + PATIENCE.toSeconds() + " s."
                                + server.log().lastLines(),
                        "See " + server.log().file() + "; free some memory or processor time, then start again.");
            }
        }
    }

    private static boolean portTaken(GuardedProcess server) {
        return server.log().containsAny(PORT_TAKEN);
    }

    private static StackException taken(GuardedProcess server) {
        return new StackException(
                StackException.Code.PORT_TAKEN,
                "A port of " + server.command().name() + " was taken by another program."
                        + server.log().lastLines(),
                "Start again; a restart needs the same port, so end the program that took it.");
    }

    private static StackException failed(GuardedProcess server) {
        return new StackException(
                StackException.Code.START_FAILED,
                server.command().name() + " ended with code " + server.onExit().join() + " before it was ready."
                        + server.log().lastLines(),
                "See " + server.log().file() + " for the reason.");
    }
}
