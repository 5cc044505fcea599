package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.stack.RedisServer;
import java.io.IOException;
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
        Relay.start(this::accept);
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
        open.forEach(Relay::close);
        open.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Socket behind = new Socket(server.host(), server.port());
                open.add(behind);
                Relay.start(() -> Relay.pump(client, behind));
                Relay.start(() -> Relay.pump(behind, client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
