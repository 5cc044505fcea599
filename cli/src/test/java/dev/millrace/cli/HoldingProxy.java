package dev.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A network that keeps one request for itself, until long after its client has given it up, and then delivers it. Each connection
 * has two threads; what they share is safe for all.
 */
final class HoldingProxy implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    /** Of the server's protocol: a query of one word, and the end of the session. */
    private static final byte[] COMMIT_AND_END =
            "Q\0\0\0\u000BCOMMIT\0X\0\0\0\u0004".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final String marker;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "holding-proxy"));
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    /** Written by the test and the connection that takes it, read by all connections. */
    private volatile boolean holdsNext;

    /** @param marker a text that only requests that may be held have in them */
    HoldingProxy(String host, int port, String marker) throws IOException {
        this.server = new InetSocketAddress(host, port);
        this.marker = marker;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void holdNext() {
        holdsNext = true;
    }

    /** Whether the request that was to be held has come. */
    boolean hasHeld() {
        return !holdsNext;
    }

    /** The request that was held, once its client has hung up. */
    Held awaitGivenUp(long seconds) throws InterruptedException {
        Held request = held.poll(seconds, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request was given up");
        }
        return request;
    }

    /** A request whose client is gone, and its connection to the server, which knows of neither. */
    static final class Held {
        private final byte[] request;
        private final Socket server;
        private final CountDownLatch answered;

        private Held(byte[] request, Socket server, CountDownLatch answered) {
            this.request = request;
            this.server = server;
            this.answered = answered;
        }

        /** The server gets the request and the commit that would have come after it; returns when it is through with both. */
        void deliver() throws IOException, InterruptedException {
            OutputStream out = server.getOutputStream();
            out.write(request);
            out.write(COMMIT_AND_END);
            if (!answered.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not end the session");
            }
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket behind = new Socket();
            sockets.add(client);
            sockets.add(behind);
            behind.connect(server);
            CountDownLatch answered = new CountDownLatch(1);
            run(() -> requests(client, behind, answered));
            run(() -> answers(client, behind, answered));
        }
    }

    private void requests(Socket client, Socket behind, CountDownLatch answered) throws IOException {
        byte[] chunk = new byte[CHUNK];
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        InputStream in = client.getInputStream();
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            if (holdsNext && new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains(marker)) {
                holdsNext = false;
                kept.write(chunk, 0, length);
            } else if (kept.size() == 0) {
                behind.getOutputStream().write(chunk, 0, length);
            }
        }
        if (kept.size() == 0) {
            behind.close();
        } else {
            held.add(new Held(kept.toByteArray(), behind, answered));
        }
    }

    /** To a client that is gone the answers are not passed on. */
    private static void answers(Socket client, Socket behind, CountDownLatch answered) throws IOException {
        byte[] chunk = new byte[CHUNK];
        InputStream in = behind.getInputStream();
        try {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (!client.isClosed()) {
                    pass(chunk, length, client);
                }
            }
        } finally {
            client.close();
            answered.countDown();
        }
    }

    private static void pass(byte[] chunk, int length, Socket client) throws IOException {
        try {
            client.getOutputStream().write(chunk, 0, length);
        } catch (IOException gone) {
            client.close();
        }
    }

    /** A thread that ends with an I/O error ends a connection. */
    private void run(Work work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // One of the two has hung up.
            }
        });
    }

    private interface Work {
        void run() throws IOException;
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
