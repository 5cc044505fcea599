package dev.millrace.stack;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A connection to a Redis of this machine, for a command at a time. Not thread safe. */
final class RedisConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        this.output = new BufferedOutputStream(socket.getOutputStream());
    }

    /**
     * Connects and logs in.
     *
     * @param patience how long it waits for the connection, and for each answer
     */
    static RedisConnection open(BindAddress address, int port, String password, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.address(), port), millis);
            RedisConnection connection = new RedisConnection(socket);
            if (connection.call("AUTH", password).isRefusal()) {
                throw new IOException("another password is wanted on port " + port);
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    RedisReply call(String... words) throws IOException {
        List<byte[]> arguments = new ArrayList<>();
        for (String word : words) {
            arguments.add(word.getBytes(StandardCharsets.UTF_8));
        }
        return call(arguments);
    }

    RedisReply call(List<byte[]> arguments) throws IOException {
        write("*" + arguments.size() + "\r\n");
        for (byte[] argument : arguments) {
            write("$" + argument.length + "\r\n");
            output.write(argument);
            write("\r\n");
        }
        output.flush();
        return read();
    }

    private void write(String ascii) throws IOException {
        output.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private RedisReply read() throws IOException {
        String line = readLine();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> RedisReply.value(rest);
            case '-' -> new RedisReply(RedisReply.Kind.REFUSAL, rest, List.of());
            case '$' -> RedisReply.value(readBytes(Integer.parseInt(rest)));
            case '*' -> new RedisReply(RedisReply.Kind.LIST, "", readItems(Integer.parseInt(rest)));
            default -> throw new IOException("an answer that is not of Redis");
        };
    }

    /** A size below 0 stands for nothing. */
    private String readBytes(int size) throws IOException {
        if (size < 0) {
            return "";
        }
        byte[] bytes = input.readNBytes(size);
        readLine();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<RedisReply> readItems(int count) throws IOException {
        List<RedisReply> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(read());
        }
        return List.copyOf(items);
    }

    /** Up to the line's end, which is left out. */
    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the connection has ended within an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
