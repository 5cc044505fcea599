package dev.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a client and a server and cuts their connection at a chosen moment of a request. Requests are known by a text
 * that is in them. Each connection has two threads; what they share is safe for all.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    /** When the connection is cut, once. */
    enum Cut {
        /** The request never reaches the server. */
        BEFORE_THE_REQUEST,
        /** The server gets half of it. */
        INSIDE_THE_REQUEST,
        /** The server gets it, but not what follows: the commit. */
        BEFORE_THE_COMMIT,
        /** The server has committed; the client does not hear of it. */
        AFTER_THE_COMMIT
    }

    /** What becomes of requests from now on. */
    interface Policy {
        /** Whether this request passes; if not, its connection is cut. May take its time. */
        boolean passes() throws InterruptedException;
    }

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final byte[] marker;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "cutting-proxy"));
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Cut> armed = new LinkedBlockingQueue<>();
    /** Written by the test, read by the threads of the connections. */
    private volatile Policy policy = () -> true;

    private final List<Long> requests = new CopyOnWriteArrayList<>();

    /** @param marker a text that only the requests that count have in them */
    CuttingProxy(String host, int port, String marker) throws IOException {
        this.server = new InetSocketAddress(host, port);
        this.marker = marker.getBytes(StandardCharsets.UTF_8);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the next request in this way. */
    void cut(Cut how) {
        armed.add(how);
    }

    /** Whether the cut that was asked for has happened. */
    boolean hasCut() {
        return armed.isEmpty();
    }

    void follow(Policy other) {
        policy = other;
    }

    /** When each request came, in nanoseconds; of those, too, that were cut. */
    List<Long> requests() {
        return new ArrayList<>(requests);
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket behind = new Socket();
            sockets.add(client);
            sockets.add(behind);
            behind.connect(server);
            Pair pair = new Pair(client, behind);
            run(pair::requests);
            run(pair::answers);
        }
    }

    /** A thread that ends with an I/O error ends a connection. */
    private void run(Work work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // One of the two has hung up, or was cut off.
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** One connection of the client, and ours to the server for it. */
    private final class Pair {
        private final Socket client;
        private final Socket behind;
        /** Written by the thread of the requests, read by that of the answers. */
        private volatile boolean swallowsAnswers;

        Pair(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void requests() throws IOException, InterruptedException {
            byte[] chunk = new byte[CHUNK];
            Set<Cut> cut = EnumSet.noneOf(Cut.class);
            InputStream in = client.getInputStream();
            OutputStream out = behind.getOutputStream();
            try {
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    if (cut.contains(Cut.BEFORE_THE_COMMIT)) {
                        return;
                    }
                    swallowsAnswers = cut.contains(Cut.AFTER_THE_COMMIT);
                    if (contains(chunk, length)) {
                        requests.add(System.nanoTime());
                        armed.drainTo(cut, 1);
                        if (!policy.passes() || cut.contains(Cut.BEFORE_THE_REQUEST)) {
                            return;
                        }
                        if (cut.contains(Cut.INSIDE_THE_REQUEST)) {
                            out.write(chunk, 0, length / 2);
                            return;
                        }
                    }
                    out.write(chunk, 0, length);
                }
            } finally {
                hangUp();
            }
        }

        void answers() throws IOException {
            byte[] chunk = new byte[CHUNK];
            InputStream in = behind.getInputStream();
            try {
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    if (swallowsAnswers) {
                        return;
                    }
                    client.getOutputStream().write(chunk, 0, length);
                }
            } finally {
                hangUp();
            }
        }

        private void hangUp() throws IOException {
            sockets.removeAll(List.of(client, behind));
            client.close();
            behind.close();
        }
    }

    private boolean contains(byte[] chunk, int length) {
        for (int i = 0; i + marker.length <= length; i++) {
            if (Arrays.equals(chunk, i, i + marker.length, marker, 0, marker.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
