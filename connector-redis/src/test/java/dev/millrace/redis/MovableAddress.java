package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.stack.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An address behind which one server after the other stands, as behind a primary endpoint. */
final class MovableAddress implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile RedisServer server;

    MovableAddress(RedisServer server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    Node node() {
        return new Node("127.0.0.1", listener.getLocalPort());
    }

    /** New connections lead there. */
    void pointTo(RedisServer other) {
        server = other;
    }

    /** Ends those that there are. */
    void cut() {
        open.forEach(MovableAddress::close);
        open.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Socket behind = new Socket(server.host(), server.port());
                open.add(behind);
                start(() -> pump(client, behind));
                start(() -> pump(behind, client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException closed) {
            close(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "movable-address");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
