package dev.millrace.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of this machine on which servers listen, and by which clients reach them: an IPv4 address of one interface. The
 * wildcard is none, because a broker tells its clients where it is.
 *
 * @param host in four numbers
 */
public record BindAddress(String host) {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern FOUR_NUMBERS = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** 127.0.0.1, also where the JVM prefers IPv6: nobody from outside reaches it. */
    public static final BindAddress LOOPBACK = new BindAddress("127.0.0.1");

    /** @throws IllegalArgumentException for anything but an IPv4 address of one interface */
    public BindAddress {
        if (!isOne(host)) {
            throw new IllegalArgumentException(host + " is no IPv4 address of one interface");
        }
    }

    /** The address that a person has written; empty where it is none. */
    public static Optional<BindAddress> parse(String text) {
        return isOne(text) ? Optional.of(new BindAddress(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return FOUR_NUMBERS.matcher(text).matches() && !"0.0.0.0".equals(text);
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    InetAddress address() {
        try {
            // No name, so nobody is asked for it.
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four numbers are an address", e);
        }
    }

    /**
     * Lets the kernel choose ports on which nobody listens at the moment.
     *
     * @throws StackException {@code ADDRESS_UNUSABLE}, {@code PORT_TAKEN}
     */
    List<Integer> free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // All open at once, so that no port is chosen twice.
            for (int i = 0; i < count; i++) {
                sockets.add(open());
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(BindAddress::close);
        }
    }

    private ServerSocket open() {
        try {
            return new ServerSocket(0, 1, address());
        } catch (IOException e) {
            if (isLoopback()) {
                throw new StackException(
                        StackException.Code.PORT_TAKEN,
                        "No free port on the loopback interface: " + e,
                        "Stop programs that hold many connections, or raise the limits of open files and ports.",
                        e);
            }
            throw new StackException(
                    StackException.Code.ADDRESS_UNUSABLE,
                    "Nothing can listen on " + host + ": " + e,
                    "Choose an address of this machine: `ip -4 address` lists them.",
                    e);
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
