package dev.millrace.redis;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumer;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;
import redis.clients.jedis.util.RedisOutputStream;

/**
 * One connection. For one thread at a time; only {@link #abort} and {@link #sendingSinceNanos} are for any. Once something failed on it, or an
 * answer is outstanding that nobody waits for, it is of no use any more: what is read next would answer another question.
 */
final class Link {
    /** What {@link #sendingSinceNanos} is while nothing is sent. */
    static final long IDLE = 0;

    /** Nothing is subscribed to: what is pushed all the same is passed over. */
    private static final PushConsumerChain PUSHES = new PushConsumerChain() {
        @Override
        public @Nullable PushMessage process(PushMessage message) {
            return null;
        }

        @Override
        public List<PushConsumer> getConsumers() {
            return List.of();
        }
    };

    private final Socket socket;
    private final RedisInputStream in;
    private final RedisOutputStream out;
    private final int timeoutMillis;
    /** Commands whose answers were not read. */
    private int outstanding;

    private boolean broken;
    private long loggedInAtNanos;
    /** Nano time of {@link System#nanoTime}, of which 0 is left out. Written by the owner, read by the watch. */
    private volatile long sendingSinceNanos = IDLE;
    /** Set by the watch, which has no other way to end a write; read by the owner. */
    private volatile boolean aborted;

    Link(Socket socket) throws IOException {
        this.socket = socket;
        this.timeoutMillis = socket.getSoTimeout();
        this.in = new RedisInputStream(socket.getInputStream());
        this.out = new RedisOutputStream(socket.getOutputStream());
    }

    /** Writes a command, as far as buffers go. */
    void send(ProtocolCommand name, List<byte[]> arguments) throws LinkFailure {
        CommandArguments command = new CommandArguments(name);
        for (byte[] argument : arguments) {
            command.add(argument);
        }
        outstanding++;
        sending(() -> Protocol.sendCommand(out, command));
    }

    void send(ProtocolCommand name, String... words) throws LinkFailure {
        List<byte[]> arguments = new ArrayList<>(words.length);
        for (String word : words) {
            arguments.add(word.getBytes(StandardCharsets.UTF_8));
        }
        send(name, arguments);
    }

    /** Has all of it go out. */
    void flush() throws LinkFailure {
        sending(out::flush);
    }

    /**
     * The next answer, to the first command that has none yet.
     *
     * @return as the protocol has it: bytes, a number, a list or null; an error as a {@link JedisDataException}
     */
    @Nullable
    Object read() throws LinkFailure {
        try {
            Object reply = Protocol.read(in, PUSHES);
            outstanding--;
            return reply;
        } catch (JedisConnectionException lost) {
            throw failed(lost);
        } catch (JedisDataException error) {
            outstanding--;
            return error;
        } catch (IllegalArgumentException | IndexOutOfBoundsException garbled) {
            throw failed(garbled);
        }
    }

    /**
     * Whether a word or an error comes next, as it has to on a new connection. Of anything else nothing should be read: lengths in the
     * greeting of another kind of server are whatever its letters make of them.
     */
    boolean isWordNext() throws LinkFailure {
        try {
            return in.peek((byte) '+') || in.peek((byte) '-');
        } catch (JedisConnectionException lost) {
            throw failed(lost);
        }
    }

    /** The next answer, which may take longer than usual by this time. */
    @Nullable
    Object readAfter(Duration longer) throws LinkFailure {
        try {
            socket.setSoTimeout(Math.toIntExact(timeoutMillis + longer.toMillis()));
            Object reply = read();
            socket.setSoTimeout(timeoutMillis);
            return reply;
        } catch (SocketException lost) {
            throw failed(lost);
        }
    }

    /** Sends one command and waits for its answer. */
    @Nullable
    Object call(ProtocolCommand name, String... words) throws LinkFailure {
        send(name, words);
        flush();
        return read();
    }

    private void sending(Sending sending) throws LinkFailure {
        long now = System.nanoTime();
        sendingSinceNanos = now == IDLE ? 1 : now;
        try {
            sending.run();
        } catch (IOException | JedisConnectionException lost) {
            throw failed(lost);
        } finally {
            sendingSinceNanos = IDLE;
        }
    }

    private LinkFailure failed(Exception cause) {
        broken = true;
        return aborted ? LinkFailure.late() : LinkFailure.broken(cause);
    }

    /** By the clock of whoever asks. */
    long loggedInAtNanos() {
        return loggedInAtNanos;
    }

    void loggedInAt(long nanos) {
        loggedInAtNanos = nanos;
    }

    /** Whether the next question gets its own answer. */
    boolean isUsable() {
        return !broken && !aborted && outstanding == 0;
    }

    /** When the write that does not come to its end began; {@link #IDLE} while there is none. */
    long sendingSinceNanos() {
        return sendingSinceNanos;
    }

    /** Ends whatever goes on, on any thread: the owner's next step fails. Never waits. */
    void abort() {
        aborted = true;
        close();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed as far as it can be.
            return;
        }
    }

    private interface Sending {
        void run() throws IOException;
    }
}
