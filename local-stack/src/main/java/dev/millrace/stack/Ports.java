package dev.millrace.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Chooses ports of 127.0.0.1 for a server to listen on. */
@FunctionalInterface
interface Ports {
    /** How often a start is tried with other ports before the loss of the race is an error. */
    int ATTEMPTS = 5;

    /** So many different ports that nobody listens on at the moment. */
    List<Integer> choose(int count);

    /** 127.0.0.1, also where the JVM prefers IPv6. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Lets the kernel choose. */
    static List<Integer> free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // All open at once, so that no port is chosen twice.
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, loopback()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.PORT_TAKEN,
                    "No free port on the loopback interface: " + e,
                    "Stop programs that hold many connections, or raise the limits of open files and ports.",
                    e);
        } finally {
            sockets.forEach(Ports::close);
        }
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

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was only opened to learn its port.
        }
    }
}
