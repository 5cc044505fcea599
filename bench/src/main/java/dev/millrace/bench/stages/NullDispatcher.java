package dev.millrace.bench.stages;

import dev.millrace.simulator.unit.MalformedPartException;
import dev.millrace.simulator.unit.PartReader;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.wire.Message;
import dev.millrace.simulator.wire.MessageReader;
import dev.millrace.simulator.wire.MessageWriter;
import dev.millrace.simulator.wire.Protocol;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes one connection and acknowledges everything at once: what is measured with it is the Publisher and the line. */
final class NullDispatcher implements AutoCloseable {
    private static final int WINDOW = 8 << 20;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    NullDispatcher() throws IOException {
        Thread thread = new Thread(this::serve, "null dispatcher");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            MessageReader reader =
                    new MessageReader(new BufferedInputStream(socket.getInputStream(), 1 << 16), UnitPart.MAX_BYTES);
            MessageWriter writer = new MessageWriter(new BufferedOutputStream(socket.getOutputStream()));
            Message greeting = reader.read();
            writer.write(new Message.Welcome(Protocol.VERSION, WINDOW, "none"));
            writer.flush();
            while (!socket.isClosed() && !(greeting instanceof Message.Refused)) {
                if (reader.read() instanceof Message.Part part) {
                    writer.write(new Message.Acknowledged(
                            PartReader.header(part.payload()).lastOrdinal()));
                    writer.flush();
                }
            }
        } catch (IOException | MalformedPartException ended) {
            // The Publisher has closed the line: the measurement is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
