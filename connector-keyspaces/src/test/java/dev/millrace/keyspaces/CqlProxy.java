package dev.millrace.keyspaces;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands between a driver and a Cassandra and answers some requests itself, with errors as the protocol has them. Speaks version 4 only, as
 * Amazon Keyspaces does: others are refused as a server refuses them.
 */
public final class CqlProxy implements AutoCloseable {
    static final int STARTUP = 0x01;
    /** The opcode of a statement that was prepared. */
    public static final int EXECUTE = 0x0A;

    static final int AUTH_RESPONSE = 0x0F;

    private static final int VERSION = 4;
    private static final int HEADER_BYTES = 9;
    private static final int RESPONSE = 0x80;
    private static final int ERROR = 0x00;
    private static final int AUTHENTICATE = 0x03;

    private final ServerSocket listening;
    private final int serverPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Function<Integer, Optional<Refusal>> errors = opcode -> Optional.empty();

    /**
     * An answer instead of the server's.
     *
     * @param code of the protocol's specification
     * @param more what follows code and message, a character a byte
     */
    public record Refusal(int code, String more) {
        /** It is asked too often. */
        public static final Refusal OVERLOADED = new Refusal(0x1001, "");
        /** No error: who is it? */
        static final Refusal LOGIN_FIRST = new Refusal(-1, "org.apache.cassandra.auth.PasswordAuthenticator");

        /** No answer at all. */
        static final Refusal SILENCE = new Refusal(-2, "");

        static final Refusal BAD_CREDENTIALS = new Refusal(0x0100, "");
        static final Refusal UNAUTHORIZED = new Refusal(0x2100, "");
        /** Of a conditional write, at LOCAL_QUORUM, none of 2 replicas: what Amazon Keyspaces says where it throttles. */
        public static final Refusal WRITE_TIMEOUT = new Refusal(0x1100, "\0\6\0\0\0\0\0\0\0\2\0\3CAS");
        /** With all answers but the data, which the driver by itself would ask for again. */
        static final Refusal READ_TIMEOUT = new Refusal(0x1200, "\0\6\0\0\0\2\0\0\0\2\0");
    }

    /** @param serverPort of 127.0.0.1 */
    public CqlProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("accepts", this::accept);
    }

    /** Where clients connect, on 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** @param chosen by a request's opcode; empty: the server answers */
    public void answerWith(Function<Integer, Optional<Refusal>> chosen) {
        errors = chosen;
    }

    private interface Job {
        void run() throws IOException;
    }

    private static void run(String name, Job job) {
        Thread thread = new Thread(
                () -> {
                    try {
                        job.run();
                    } catch (IOException closed) {
                        // One of the sides has gone.
                        return;
                    }
                },
                "cql-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(client);
            sockets.add(server);
            OutputStream toClient = client.getOutputStream();
            OutputStream toServer = server.getOutputStream();
            run(
                    "requests",
                    () -> forward(client, frame -> {
                        Optional<byte[]> answer = answer(frame);
                        write(answer.isPresent() ? toClient : toServer, answer.orElse(frame));
                    }));
            run("responses", () -> forward(server, frame -> write(toClient, frame)));
        }
    }

    private interface Sink {
        void take(byte[] frame) throws IOException;
    }

    private static void forward(Socket from, Sink sink) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        while (true) {
            byte[] header = new byte[HEADER_BYTES];
            in.readFully(header);
            int length = ByteBuffer.wrap(header).getInt(HEADER_BYTES - Integer.BYTES);
            byte[] frame = new byte[HEADER_BYTES + length];
            System.arraycopy(header, 0, frame, 0, HEADER_BYTES);
            in.readFully(frame, HEADER_BYTES, length);
            sink.take(frame);
        }
    }

    private static void write(OutputStream out, byte[] frame) throws IOException {
        synchronized (out) {
            out.write(frame);
            out.flush();
        }
    }

    private Optional<byte[]> answer(byte[] request) throws IOException {
        if (request[0] != VERSION) {
            return Optional.of(error(request, 0x000A, "Invalid or unsupported protocol version", ""));
        }
        Optional<Refusal> error = errors.apply((int) request[4]);
        if (error.isEmpty()) {
            return Optional.empty();
        }
        if (error.get().equals(Refusal.SILENCE)) {
            return Optional.of(new byte[0]);
        }
        return Optional.of(
                error.get().equals(Refusal.LOGIN_FIRST)
                        ? loginFirst(request, error.get().more())
                        : error(
                                request,
                                error.get().code(),
                                "told by the proxy",
                                error.get().more()));
    }

    private static byte[] error(byte[] request, int code, String message, String more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(code);
        out.writeUTF(message);
        out.writeBytes(more);
        return response(request, ERROR, bytes.toByteArray());
    }

    private static byte[] loginFirst(byte[] request, String who) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(who);
        return response(request, AUTHENTICATE, bytes.toByteArray());
    }

    private static byte[] response(byte[] request, int opcode, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(RESPONSE | VERSION);
        out.writeByte(0);
        out.write(request, 2, 2);
        out.writeByte(opcode);
        out.writeInt(body.length);
        out.write(body);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
