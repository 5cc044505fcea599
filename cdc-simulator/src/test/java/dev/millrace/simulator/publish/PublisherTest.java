package dev.millrace.simulator.publish;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.unit.Units;
import dev.millrace.simulator.wire.Message;
import dev.millrace.simulator.wire.MessageReader;
import dev.millrace.simulator.wire.MessageWriter;
import dev.millrace.simulator.wire.RefusalCode;
import dev.millrace.simulator.wire.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests play the Dispatcher. */
final class PublisherTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WINDOW = 1 << 20;

    @TempDir
    private Path directory;

    private final ServerSocket dispatcher;
    private final List<byte[]> stored = new ArrayList<>();
    private Publisher publisher;
    private Thread running;

    PublisherTest() throws IOException {
        dispatcher = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dispatcher.setSoTimeout((int) LIMIT.toMillis());
    }

    @BeforeEach
    void publish() {
        publisher = new Publisher(new PublisherSettings(
                "bank",
                directory,
                Duration.ofMinutes(5),
                "127.0.0.1",
                dispatcher.getLocalPort(),
                TlsSettings.off(),
                new ObserveSettings("127.0.0.1", 0)));
        running = new Thread(
                () -> {
                    try {
                        publisher.run();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                },
                "publisher");
        running.start();
    }

    @AfterEach
    void stop() throws Exception {
        publisher.stop();
        running.join();
        dispatcher.close();
    }

    /** Units of three changes, one a minute. */
    private void capture(int units) throws IOException {
        PartWriter writer = new PartWriter();
        try (SegmentLog log = SegmentLog.open(directory, 2_000)) {
            for (int i = 0; i < units; i++) {
                long number = log.end().unit() + 1;
                long stck = StoreClock.valueOf(START.plus(Duration.ofMinutes(number)));
                UnitPart unit = Units.part(
                        new PartHeader(true, number, stck, number, log.end().ordinal() + 1, 3));
                stored.add(writer.write(unit));
                log.append(unit.header(), writer.write(unit));
                log.force();
            }
        }
    }

    /** A connection that the Publisher has made. */
    private final class Line implements AutoCloseable {
        private final Socket socket;
        private final MessageReader reader;
        private final MessageWriter writer;

        Line() throws IOException {
            socket = dispatcher.accept();
            socket.setSoTimeout((int) LIMIT.toMillis());
            reader = new MessageReader(socket.getInputStream(), UnitPart.MAX_BYTES);
            writer = new MessageWriter(socket.getOutputStream());
            assertEquals(new Message.Hello(1, "bank"), reader.read());
        }

        /** @return the ordinal that it begins with */
        long welcome(String cluster, int window) throws IOException {
            writer.write(new Message.Welcome(1, window, cluster));
            return assertInstanceOf(Message.Start.class, reader.read()).ordinal();
        }

        byte[] part() throws IOException {
            Message message = reader.read();
            while (message instanceof Message.Alive) {
                message = reader.read();
            }
            return assertInstanceOf(Message.Part.class, message).payload();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void streams_what_is_stored_and_goes_on_behind_what_was_acknowledged() throws Exception {
        capture(4);
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("a", WINDOW));
            for (byte[] unit : stored) {
                assertArrayEquals(unit, line.part());
            }
            line.writer.write(new Message.Acknowledged(6));
            await().atMost(LIMIT).until(() -> acknowledged() == 6);
        }
        capture(1);
        try (Line line = new Line()) {
            assertEquals(7, line.welcome("a", WINDOW));
            for (byte[] unit : stored.subList(2, 5)) {
                assertArrayEquals(unit, line.part());
            }
        }
    }

    @Test
    void goes_back_by_the_replay_window_where_the_cluster_is_another() throws Exception {
        capture(20);
        try (Line line = new Line()) {
            line.welcome("a", WINDOW);
            for (int i = 0; i < 18; i++) {
                line.part();
            }
            line.writer.write(new Message.Acknowledged(54));
            await().atMost(LIMIT).until(() -> acknowledged() == 54);
        }
        try (Line line = new Line()) {
            // Unit 18 was acknowledged, of minute 18: 5 minutes back is unit 13, whose first change is 37.
            assertEquals(37, line.welcome("b", WINDOW));
            assertArrayEquals(stored.get(12), line.part());
            assertEquals("b", Acknowledged.read(directory).orElseThrow().cluster());
            assertEquals(36, acknowledged(), "what is on its way again is kept");
        }
    }

    @Test
    void sends_no_more_than_the_window_and_a_larger_unit_alone() throws Exception {
        capture(6);
        try (Line line = new Line()) {
            line.welcome("a", 1);
            for (int i = 0; i < 6; i++) {
                assertArrayEquals(stored.get(i), line.part());
                line.socket.setSoTimeout(50);
                assertTrue(isSilent(line), "one at a time");
                line.socket.setSoTimeout((int) LIMIT.toMillis());
                line.writer.write(new Message.Acknowledged(3L * (i + 1)));
            }
        }
    }

    @Test
    void a_unit_larger_than_the_window_goes_part_by_part_and_again_from_its_begin() throws Exception {
        PartWriter writer = new PartWriter();
        try (SegmentLog log = SegmentLog.open(directory, 2_000)) {
            for (int i = 0; i < 4; i++) {
                UnitPart part = Units.part(new PartHeader(i == 3, 1, 1_000, i + 1, 3 * i + 1, 3));
                stored.add(writer.write(part));
                log.append(part.header(), writer.write(part));
            }
            log.force();
        }
        try (Line line = new Line()) {
            line.welcome("a", 1);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(stored.get(i), line.part());
                line.writer.write(new Message.Acknowledged(3L * (i + 1)));
            }
            assertArrayEquals(stored.get(3), line.part());
        }
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("a", WINDOW), "half a unit is nothing to begin behind");
            for (byte[] part : stored) {
                assertArrayEquals(part, line.part());
            }
            line.writer.write(new Message.Acknowledged(12));
            await().atMost(LIMIT).until(() -> acknowledged() == 12);
        }
    }

    private static boolean isSilent(Line line) throws IOException {
        try {
            int unused = line.socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        }
    }

    @Test
    void an_acknowledgement_of_what_was_not_sent_ends_the_connection() throws Exception {
        capture(3);
        for (long wrong : new long[] {2, 100}) {
            try (Line line = new Line()) {
                line.welcome("a", WINDOW);
                line.part();
                line.writer.write(new Message.Acknowledged(wrong));
                assertEnds(line);
            }
        }
        assertEquals(0, acknowledged());
    }

    @Test
    void a_second_one_in_the_same_directory_is_refused() throws Exception {
        capture(1);
        try (Line line = new Line()) {
            line.welcome("a", WINDOW);
            Publisher second = new Publisher(new PublisherSettings(
                    "other",
                    directory,
                    Duration.ofMinutes(5),
                    "127.0.0.1",
                    dispatcher.getLocalPort(),
                    TlsSettings.off(),
                    new ObserveSettings("127.0.0.1", 0)));

            SimulatorException refused = assertThrows(SimulatorException.class, second::run);
            assertEquals(SimulatorError.STORAGE_UNUSABLE, refused.code());
        }
    }

    @Test
    void a_refusal_is_tried_again() throws Exception {
        capture(1);
        try (Line line = new Line()) {
            line.writer.write(new Message.Refused(RefusalCode.OBJECT_UNKNOWN, "later"));
        }
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("a", WINDOW));
        }
    }

    @Test
    void another_cluster_before_anything_was_acknowledged_gets_everything() throws Exception {
        capture(2);
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("a", WINDOW));
        }
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("b", WINDOW));
            assertArrayEquals(stored.get(0), line.part());
        }
    }

    @Test
    void a_cluster_whose_name_cannot_be_kept_ends_the_connection() throws Exception {
        capture(1);
        for (String name : List.of("", " a", "a\nb")) {
            try (Line line = new Line()) {
                line.writer.write(new Message.Welcome(1, WINDOW, name));
                assertEnds(line);
            }
        }
        try (Line line = new Line()) {
            assertEquals(1, line.welcome("a", WINDOW));
        }
    }

    /** Every attempt costs the Dispatcher a window of records that it stores again. */
    @Test
    void pauses_grow_while_nothing_is_acknowledged() throws Exception {
        capture(1);
        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            try (Line line = new Line()) {
                line.welcome("a", WINDOW);
                line.part();
                line.writer.write(new Message.Refused(RefusalCode.OBJECT_UNKNOWN, "no such object"));
            }
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(taken.toMillis() >= 50 + 100 + 200 + 400, "half of each pause at least, not " + taken);
    }

    @Test
    void what_is_stored_counts_as_waiting_also_without_a_dispatcher() throws Exception {
        dispatcher.close();
        capture(4);
        await().atMost(LIMIT).until(() -> publisher.lag() == 12);
    }

    /** What was sent before the end still comes. */
    private static void assertEnds(Line line) {
        assertThrows(IOException.class, () -> {
            while (true) {
                line.part();
            }
        });
    }

    private long acknowledged() throws IOException {
        return Acknowledged.read(directory).map(Acknowledged::ordinal).orElse(-1L);
    }
}
