package dev.millrace.stack;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;

/** Chooses ports for a server to listen on. */
@FunctionalInterface
interface Ports {
    /** How often a start is tried with other ports before the loss of the race is an error. */
    int ATTEMPTS = 5;

    /** So many different ports that nobody listens on at the moment. */
    List<Integer> choose(int count);

    /** 127.0.0.1, also where the JVM prefers IPv6. */
    static InetAddress loopback() {
        return BindAddress.LOOPBACK.address();
    }

    /** Of 127.0.0.1; lets the kernel choose. */
    static List<Integer> free(int count) {
        return BindAddress.LOOPBACK.free(count);
    }

    /**
     * Starts a server on chosen ports. Between the choice and the server's bind anybody can take a port: then it is tried
     * again with others.
     *
     * @throws StackException what the start threw; {@code PORT_TAKEN} after the last attempt
     */
    default <T> T startOn(int count, Function<List<Integer>, T> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.apply(choose(count));
            } catch (StackException e) {
                if (e.code() != StackException.Code.PORT_TAKEN || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
