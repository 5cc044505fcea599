package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.MalformedPartException;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartReader;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.wire.Message;
import dev.millrace.simulator.wire.MessageReader;
import dev.millrace.simulator.wire.MessageWriter;
import dev.millrace.simulator.wire.Protocol;
import dev.millrace.simulator.wire.ProtocolException;
import dev.millrace.simulator.wire.RefusalCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a Publisher. The thread that runs it reads; a second one writes acknowledgements. What is garbled, out of order or
 * unknown ends the connection, and nothing else.
 */
final class PublisherSession implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherSession.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int LINGER_SECONDS = 1;

    private final Socket socket;
    private final Sessions sessions;
    private final DispatcherSettings settings;
    private final DispatcherMetrics metrics;
    private final List<Worker> workers;
    private final SplittableRandom random = new SplittableRandom();
    private final Acknowledgements acknowledgements;
    /** Where it comes from; its name once it has said it. Written by the reading thread, read by any. */
    private volatile String publisher;

    private long expectedOrdinal;
    /** When the first part of the unit of work that is open was received; empty between units. */
    private OptionalLong unitNanos = OptionalLong.empty();

    PublisherSession(
            Socket socket,
            Sessions sessions,
            DispatcherSettings settings,
            DispatcherMetrics metrics,
            List<Worker> workers,
            Acknowledgements acknowledgements) {
        this.socket = socket;
        this.sessions = sessions;
        this.settings = settings;
        this.metrics = metrics;
        this.workers = workers;
        this.acknowledgements = acknowledgements;
        this.publisher = String.valueOf(socket.getRemoteSocketAddress());
    }

    /** The connection cannot go on, and the Publisher is to know why. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final RefusalCode code;

        Refusal(RefusalCode code, String reason) {
            super(reason);
            this.code = code;
        }
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (socket instanceof SSLSocket) {
                // Else whoever closes it would wait for a writer that the other side keeps.
                socket.setSoLinger(true, LINGER_SECONDS);
            }
            socket.setSoTimeout((int) Protocol.LONGEST_SILENCE.toMillis());
            MessageWriter writer = new MessageWriter(new BufferedOutputStream(socket.getOutputStream()));
            try {
                serve(
                        new MessageReader(
                                new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES), UnitPart.MAX_BYTES),
                        writer);
            } catch (Refusal refusal) {
                tell(refusal.code.name(), String.valueOf(refusal.getMessage()));
                writer.write(new Message.Refused(refusal.code, String.valueOf(refusal.getMessage())));
                writer.flush();
            } catch (ProtocolException garbled) {
                tell("PROTOCOL", String.valueOf(garbled.getMessage()));
            }
        } catch (IOException ended) {
            tell("CONNECTION", String.valueOf(ended.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            acknowledgements.close();
            sessions.ended(this);
        }
    }

    private void tell(String code, String reason) {
        metrics.ended(code);
        LOG.info("the connection of {} has ended: {}, {}", publisher, code, reason);
    }

    private void serve(MessageReader reader, MessageWriter writer) throws IOException, Refusal, InterruptedException {
        if (!(reader.read() instanceof Message.Hello hello)) {
            throw new ProtocolException("a connection that does not begin with a greeting");
        }
        if (hello.version() != Protocol.VERSION) {
            throw new Refusal(
                    RefusalCode.VERSION_UNSUPPORTED,
                    "this Dispatcher speaks version " + Protocol.VERSION + ", not " + hello.version());
        }
        publisher = hello.publisher();
        sessions.named(this, publisher);
        writer.write(new Message.Welcome(Protocol.VERSION, settings.windowBytes(), sessions.cluster()));
        writer.flush();
        if (!(reader.read() instanceof Message.Start start) || start.ordinal() < 1) {
            throw new Refusal(RefusalCode.ORDER_BROKEN, "no first change after the greeting");
        }
        expectedOrdinal = start.ordinal();
        LOG.info("{} publishes from change {} on", publisher, expectedOrdinal);
        Thread acknowledging = new Thread(() -> acknowledge(writer), "acknowledgements of " + publisher);
        acknowledging.setDaemon(true);
        acknowledging.start();
        while (true) {
            Message message = reader.read();
            if (message instanceof Message.Part part) {
                take(part.payload());
                if (random.nextDouble() < settings.faults().disconnects()) {
                    metrics.fault("disconnect");
                    return;
                }
            } else if (!(message instanceof Message.Alive)) {
                throw new Refusal(RefusalCode.ORDER_BROKEN, "a message out of turn");
            }
        }
    }

    private void take(byte[] payload) throws Refusal, InterruptedException {
        UnitPart part;
        try {
            part = PartReader.read(payload);
        } catch (MalformedPartException malformed) {
            throw new Refusal(RefusalCode.PART_MALFORMED, String.valueOf(malformed.getMessage()));
        }
        PartHeader header = part.header();
        if (header.firstOrdinal() != expectedOrdinal) {
            throw new Refusal(
                    RefusalCode.ORDER_BROKEN,
                    "change " + header.firstOrdinal() + " comes where " + expectedOrdinal + " is next");
        }
        expectedOrdinal = header.lastOrdinal() + 1;
        long begun = unitNanos.orElseGet(System::nanoTime);
        unitNanos = header.last() ? OptionalLong.empty() : OptionalLong.of(begun);
        OpenPart open = acknowledgements.begin(header, payload.length, begun);
        List<List<OutgoingChange>> portions = portions(part, open);
        metrics.received(header.changes());
        for (int i = 0; i < workers.size(); i++) {
            if (!portions.get(i).isEmpty()) {
                workers.get(i).take(portions.get(i));
            }
        }
        open.handedOut();
        acknowledgements.awaitRoom();
    }

    /** The changes of a part by the worker that has their key, each in its order. */
    private List<List<OutgoingChange>> portions(UnitPart part, OpenPart open) throws Refusal {
        List<List<OutgoingChange>> portions = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            portions.add(new ArrayList<>());
        }
        long ordinal = part.header().firstOrdinal();
        for (CapturedChange change : part.changes()) {
            @Nullable DispatchedObject object = settings.objects().get(change.object());
            if (object == null) {
                throw new Refusal(
                        RefusalCode.OBJECT_UNKNOWN, "the Dispatcher's configuration has no object " + change.object());
            }
            byte[] key = key(object, change);
            int worker = Math.floorMod(Arrays.hashCode(key) * 31 + object.name().hashCode(), workers.size());
            portions.get(worker).add(new OutgoingChange(object, change, part.header(), ordinal++, key, open));
        }
        return portions;
    }

    private static byte[] key(DispatchedObject object, CapturedChange change) throws Refusal {
        try {
            return object.key().key(change);
        } catch (KeyException unreadable) {
            throw new Refusal(RefusalCode.KEY_UNREADABLE, object.name() + ": " + unreadable.getMessage());
        }
    }

    private void acknowledge(MessageWriter writer) {
        long told = 0;
        try {
            while (!acknowledgements.isClosed()) {
                long now = acknowledgements.await(told, Protocol.ALIVE_INTERVAL.toNanos());
                writer.write(now > told ? new Message.Acknowledged(now) : new Message.Alive());
                writer.flush();
                told = now;
            }
        } catch (IOException ended) {
            close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Changes that were received and are not stored yet. */
    long outstanding() {
        return acknowledgements.outstanding();
    }

    /**
     * Cuts the connection; from any thread. From now on nothing of it is sent to Kafka, also what was received: the next connection sends
     * it again, and the two may not mix.
     */
    void close() {
        acknowledgements.close();
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing", alreadyGone);
        }
    }
}
