package dev.millrace.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** What stands between a client and a server, on daemon threads of its own. */
final class Relay {
    private Relay() {}

    static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands on until one of the two ends, then ends both. */
    static void pump(Socket from, Socket to) {
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

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }
}
