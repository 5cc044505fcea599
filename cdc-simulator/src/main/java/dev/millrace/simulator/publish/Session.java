package dev.millrace.simulator.publish;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.SegmentCursor;
import dev.millrace.simulator.segment.StoredPart;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.wire.Message;
import dev.millrace.simulator.wire.MessageReader;
import dev.millrace.simulator.wire.MessageWriter;
import dev.millrace.simulator.wire.Protocol;
import dev.millrace.simulator.wire.ProtocolException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a Dispatcher. The thread that runs it sends; a second one reads acknowledgements, and keeps the file of what is
 * acknowledged. Whichever fails first closes the socket, and so ends the other.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long REASON_MILLIS = 1_000;
    /** What the file of what is acknowledged can keep. */
    private static final Pattern CLUSTER = Pattern.compile("\\S.*");

    private final PublisherSettings settings;
    private final Socket socket;
    private final PublisherMetrics metrics;
    private final Runnable welcomed;
    private final MessageWriter writer;
    private final MessageReader reader;
    private long highestSent;
    /** Written by the thread of acknowledgements before it ends, read by the other one after that. */
    private volatile Optional<Exception> refusal = Optional.empty();
    /** Written by the thread of acknowledgements, read by the other one after that has ended. */
    private volatile boolean hasProgressed;

    /**
     * A session that has not begun.
     *
     * @param highestSent the highest ordinal that was ever sent: what comes up to it is sent again
     * @param welcomed called once the Dispatcher has taken the connection
     */
    Session(PublisherSettings settings, Socket socket, PublisherMetrics metrics, long highestSent, Runnable welcomed)
            throws IOException {
        this.settings = settings;
        this.socket = socket;
        this.metrics = metrics;
        this.highestSent = highestSent;
        this.welcomed = welcomed;
        this.writer = new MessageWriter(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
        this.reader = new MessageReader(new BufferedInputStream(socket.getInputStream()), 0);
    }

    long highestSent() {
        return highestSent;
    }

    /** Whether something was acknowledged; to be asked once it has run. */
    boolean hasProgressed() {
        return hasProgressed;
    }

    /**
     * Sends until the connection ends.
     *
     * @throws IOException why it has ended
     * @throws SimulatorException where what is to be sent is damaged, or not kept any more
     */
    void run() throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Protocol.LONGEST_SILENCE.toMillis());
        writer.write(new Message.Hello(Protocol.VERSION, settings.name()));
        writer.flush();
        Message.Welcome welcome = welcome(reader.read());
        Acknowledged from = begin(welcome.cluster());
        writer.write(new Message.Start(from.ordinal() + 1));
        metrics.connected();
        metrics.acknowledged(from.ordinal());
        welcomed.run();
        LOG.info("connected to the Dispatcher, cluster {}, from change {}", from.cluster(), from.ordinal() + 1);
        Window window = new Window(welcome.window(), from.ordinal());
        Progress progress = new Progress(settings.directory(), from);
        Thread acknowledgements = new Thread(() -> readAcknowledgements(window, progress), "acknowledgements");
        acknowledgements.setDaemon(true);
        acknowledgements.start();
        try (SegmentCursor cursor = SegmentCursor.open(settings.directory(), from.ordinal() + 1)) {
            send(cursor, window, progress);
        } catch (IOException unsent) {
            // The other side may have said why before it went.
            acknowledgements.join(REASON_MILLIS);
            if (refusal.isEmpty()) {
                throw unsent;
            }
        } finally {
            socket.close();
            acknowledgements.join();
        }
        Exception why = refusal.orElseGet(() -> new IOException("the connection has ended"));
        throw why instanceof IOException ended ? ended : new IOException(why);
    }

    private static Message.Welcome welcome(Message answer) throws IOException {
        if (answer instanceof Message.Refused refused) {
            throw refused(refused);
        }
        if (answer instanceof Message.Welcome welcome && welcome.version() == Protocol.VERSION) {
            if (!CLUSTER.matcher(welcome.cluster()).matches()) {
                throw new ProtocolException("a cluster without a name in one line");
            }
            return welcome;
        }
        throw new ProtocolException("the Dispatcher does not answer as one of version " + Protocol.VERSION);
    }

    private static IOException refused(Message.Refused refused) {
        return new IOException("refused with " + refused.code() + ": " + refused.reason());
    }

    /** What this connection begins behind. */
    private Acknowledged begin(String cluster) throws IOException {
        Optional<Acknowledged> last = Acknowledged.read(settings.directory());
        if (last.isPresent() && last.get().cluster().equals(cluster)) {
            return last.get();
        }
        long since = last.map(before -> earlier(before.stck(), settings.replayWindow()))
                .orElse(0L);
        Acknowledged begin;
        do {
            begin = new Acknowledged(SegmentCursor.since(settings.directory(), since) - 1, since, cluster);
            // Before the first part is sent: Capture keeps what this connection has not had acknowledged. What it
            // removed just before
            // is too old to go back to.
            begin.write(settings.directory());
        } while (begin.ordinal() + 1 < SegmentCursor.oldest(settings.directory()));
        long first = begin.ordinal() + 1;
        last.ifPresent(before -> LOG.info(
                "the Dispatcher writes to cluster {}, not to {} any more: going back {} to change {}",
                cluster,
                before.cluster(),
                settings.replayWindow(),
                first));
        return begin;
    }

    private static long earlier(long stck, Duration window) {
        Instant since = StoreClock.instantOf(stck).minus(window);
        // Where nothing was acknowledged before, the clock is at its begin.
        return since.isBefore(StoreClock.instantOf(0)) ? 0 : StoreClock.valueOf(since);
    }

    private void send(SegmentCursor cursor, Window window, Progress progress) throws IOException, InterruptedException {
        long lastWritten = System.nanoTime();
        boolean unflushed = true;
        while (!socket.isClosed()) {
            Optional<StoredPart> part = cursor.next();
            metrics.durable(cursor.durable());
            if (part.isPresent()) {
                if (!awaitRoom(part.get().payload().length, window)) {
                    return;
                }
                send(part.get(), window);
                lastWritten = System.nanoTime();
                unflushed = true;
                continue;
            }
            if (System.nanoTime() - lastWritten > Protocol.ALIVE_INTERVAL.toNanos()) {
                writer.write(new Message.Alive());
                lastWritten = System.nanoTime();
                unflushed = true;
            }
            if (unflushed) {
                writer.flush();
                unflushed = false;
            }
            progress.writeNowAndThen();
            LockSupport.parkNanos(IDLE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** False where the connection has ended. */
    private boolean awaitRoom(int bytes, Window window) throws IOException, InterruptedException {
        if (window.awaitRoom(bytes, 0)) {
            return true;
        }
        while (!socket.isClosed()) {
            writer.flush();
            if (window.awaitRoom(bytes, Protocol.ALIVE_INTERVAL.toNanos())) {
                return true;
            }
            writer.write(new Message.Alive());
        }
        return false;
    }

    private void send(StoredPart part, Window window) throws IOException {
        window.sent(part.header(), part.payload().length);
        writer.write(new Message.Part(part.payload()));
        long repeated = Math.min(highestSent, part.header().lastOrdinal())
                - part.header().firstOrdinal()
                + 1;
        metrics.sent(part.header().changes(), (int) Math.max(0, repeated), part.payload().length);
        highestSent = Math.max(highestSent, part.header().lastOrdinal());
    }

    private void readAcknowledgements(Window window, Progress progress) {
        try {
            while (true) {
                Message message = reader.read();
                if (message instanceof Message.Refused refused) {
                    throw refused(refused);
                } else if (message instanceof Message.Acknowledged acknowledged) {
                    window.acknowledged(acknowledged.ordinal()).ifPresent(covered -> acknowledged(covered, progress));
                } else if (!(message instanceof Message.Alive)) {
                    throw new ProtocolException("a message out of turn");
                }
                progress.writeNowAndThen();
            }
        } catch (IOException | RuntimeException ended) {
            refusal = Optional.of(ended);
        } finally {
            close(window, progress);
        }
    }

    private void acknowledged(Window.Sent covered, Progress progress) {
        long ordinal = covered.header().lastOrdinal();
        hasProgressed = true;
        progress.reached(ordinal, covered.header().stck());
        metrics.acknowledged(ordinal);
        metrics.acknowledgedAfter(System.nanoTime() - covered.nanoTime());
    }

    private void close(Window window, Progress progress) {
        window.close();
        try (socket) {
            progress.write();
        } catch (IOException unwritten) {
            // The next connection begins behind an older position: more is sent twice, nothing is lost.
            LOG.warn("the position of the last acknowledgement could not be written: {}", unwritten.toString());
        }
    }
}
