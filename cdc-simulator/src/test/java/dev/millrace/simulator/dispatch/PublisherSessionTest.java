package dev.millrace.simulator.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.unit.Units;
import dev.millrace.simulator.wire.Message;
import dev.millrace.simulator.wire.MessageReader;
import dev.millrace.simulator.wire.MessageWriter;
import dev.millrace.simulator.wire.RefusalCode;
import dev.millrace.simulator.wire.TlsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PublisherSessionTest {
    private static final Faults NO_FAULTS = new Faults(DeliveryFaults.none(), 0, 0);
    private static final int WINDOW = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final PartWriter parts = new PartWriter();
    /** Records that were sent, and what is to be called once they are stored. */
    private final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();

    private final List<Runnable> unstored = new CopyOnWriteArrayList<>();
    private final Sessions sessions = new Sessions("cluster-1");
    private final DispatcherMetrics metrics =
            new DispatcherMetrics(new SimpleMeterRegistry(), sessions::publishers, sessions::outstanding);
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ServerSocket server;

    PublisherSessionTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void work() {
        for (int i = 0; i < 2; i++) {
            Worker worker = new Worker(i, this::send, metrics, NO_FAULTS, defect -> {});
            workers.add(worker);
            Thread thread = new Thread(worker, "worker");
            thread.start();
            threads.add(thread);
        }
    }

    @AfterEach
    void end() throws Exception {
        sessions.close();
        server.close();
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record, BooleanSupplier wanted, Runnable stored) {
        if (wanted.getAsBoolean()) {
            sent.add(record);
            unstored.add(stored);
        }
    }

    private DispatcherSettings settings() {
        Map<String, DispatchedObject> objects = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            String name = "BANK.T" + i;
            objects.put(name, new DispatchedObject(name, "bank.t" + i, change -> change.image()));
        }
        return new DispatcherSettings(
                "test",
                "127.0.0.1",
                0,
                TlsSettings.off(),
                WINDOW,
                2,
                objects,
                new DispatcherSettings.TopicCreation(1, (short) 1),
                Map.of(),
                NO_FAULTS,
                new ObserveSettings("127.0.0.1", 0));
    }

    /** A Publisher by hand. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final MessageWriter writer;
        private final MessageReader reader;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            socket.setSoTimeout((int) LIMIT.toMillis());
            Socket accepted = server.accept();
            PublisherSession session = new PublisherSession(
                    accepted, sessions, settings(), metrics, workers, new Acknowledgements(WINDOW, part -> {}));
            sessions.begun(session);
            Thread thread = new Thread(session, "session");
            thread.start();
            threads.add(thread);
            writer = new MessageWriter(socket.getOutputStream());
            reader = new MessageReader(socket.getInputStream(), 0);
        }

        Client greeted(String name, long first) throws IOException {
            writer.write(new Message.Hello(1, name));
            Message.Welcome welcome = assertInstanceOf(Message.Welcome.class, reader.read());
            assertEquals("cluster-1", welcome.cluster());
            writer.write(new Message.Start(first));
            return this;
        }

        void send(UnitPart part) throws IOException {
            writer.write(new Message.Part(parts.write(part)));
        }

        /** The next message that says something. */
        Message next() throws IOException {
            Message message = reader.read();
            while (message instanceof Message.Alive) {
                message = reader.read();
            }
            return message;
        }

        RefusalCode refused() throws IOException {
            return assertInstanceOf(Message.Refused.class, next()).code();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void store(int from, int to) {
        await().atMost(LIMIT).until(() -> unstored.size() >= to);
        unstored.subList(from, to).forEach(Runnable::run);
    }

    @Test
    void a_unit_is_acknowledged_once_all_of_its_records_are_stored_and_in_its_turn() throws Exception {
        try (Client client = new Client().greeted("bank", 1)) {
            client.send(Units.unit(1, 1, 3));
            client.send(Units.unit(2, 4, 2));
            await().atMost(LIMIT).until(() -> unstored.size() == 5);
            // The first two of the first unit, and all of the second: their order among the workers is not known.
            List<Integer> second = new ArrayList<>();
            List<Integer> first = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                (ordinal(sent.get(i)) > 3 ? second : first).add(i);
            }
            second.forEach(i -> unstored.get(i).run());
            unstored.get(first.get(0)).run();
            unstored.get(first.get(1)).run();
            assertEquals(1, sessions.outstanding());
            unstored.get(first.get(2)).run();

            assertEquals(new Message.Acknowledged(5), client.next());
        }
    }

    /** A unit may have more bytes than the window. */
    @Test
    void each_part_of_a_unit_is_acknowledged() throws Exception {
        try (Client client = new Client().greeted("bank", 7)) {
            client.send(Units.part(new PartHeader(false, 1, 5, 5, 7, 2)));
            store(0, 2);
            assertEquals(new Message.Acknowledged(8), client.next());
            client.send(Units.part(new PartHeader(true, 1, 5, 5, 9, 1)));
            store(2, 3);
            assertEquals(new Message.Acknowledged(9), client.next());
        }
    }

    @Test
    void who_does_not_keep_to_the_window_is_not_read() throws Exception {
        int half = WINDOW / 2 + 1;
        try (Client client = new Client().greeted("bank", 1)) {
            Thread impatient = new Thread(
                    () -> {
                        try {
                            for (int i = 1; i <= 100; i++) {
                                client.send(Units.large(i, half));
                            }
                        } catch (IOException ended) {
                            // With the test.
                        }
                    },
                    "impatient");
            impatient.start();
            await().atMost(LIMIT).until(() -> sent.size() == 2);
            await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> sent.size() == 2);
            store(0, 1);
            await().atMost(LIMIT).until(() -> sent.size() == 3);
            await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> sent.size() == 3);
            client.socket.close();
            impatient.join();
        }
    }

    @Test
    void what_is_out_of_order_unknown_or_malformed_ends_the_connection_with_its_reason() throws Exception {
        try (Client gap = new Client().greeted("a", 1)) {
            gap.send(Units.unit(1, 2, 3));
            assertEquals(RefusalCode.ORDER_BROKEN, gap.refused());
        }
        try (Client garbled = new Client().greeted("b", 1)) {
            garbled.writer.write(new Message.Part(new byte[100]));
            assertEquals(RefusalCode.PART_MALFORMED, garbled.refused());
        }
        try (Client impolite = new Client()) {
            impolite.writer.write(new Message.Hello(99, "c"));
            assertEquals(RefusalCode.VERSION_UNSUPPORTED, impolite.refused());
        }
        assertEquals(List.of(), sent);
    }

    @Test
    void the_newest_connection_of_a_name_holds() throws Exception {
        try (Client former = new Client().greeted("bank", 1);
                Client latter = new Client().greeted("bank", 1)) {
            assertThrows(IOException.class, former::next);
            latter.send(Units.unit(1, 1, 1));
            store(0, 1);
            assertEquals(new Message.Acknowledged(1), latter.next());
        }
    }

    /** Otherwise what the former has received could be stored between what the newest sends again. */
    @Test
    void nothing_of_a_former_connection_is_sent_once_a_newer_one_has_its_name() throws Exception {
        Acknowledgements acknowledgements = new Acknowledgements(WINDOW, part -> {});
        PublisherSession former =
                new PublisherSession(new Socket(), sessions, settings(), metrics, workers, acknowledgements);
        OpenPart received = acknowledgements.begin(new PartHeader(true, 1, 1, 1, 1, 1), 100, 0);
        sessions.named(former, "bank");
        assertFalse(received.isAbandoned());
        try (Client latter = new Client().greeted("bank", 1)) {
            assertTrue(received.isAbandoned());
            assertFalse(latter.socket.isClosed());
        }
    }

    @Test
    void garbage_ends_its_connection_and_harms_no_other() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        try (Client good = new Client().greeted("bank", 1)) {
            for (int i = 0; i < 300; i++) {
                try (Client hostile = random.nextBoolean() ? new Client() : new Client().greeted("h" + i, 1)) {
                    byte[] garbage = new byte[random.nextInt(200)];
                    random.nextBytes(garbage);
                    hostile.socket.getOutputStream().write(garbage);
                }
            }
            good.send(Units.unit(1, 1, 4));
            store(0, 4);

            assertEquals(new Message.Acknowledged(4), good.next());
            await().atMost(LIMIT).until(() -> sessions.size() == 1);
            assertTrue(sent.size() == 4, "nothing else was sent");
        }
    }

    private static long ordinal(ProducerRecord<byte[], byte[]> record) {
        return Long.parseLong(
                new String(record.headers().lastHeader("cdc-ordinal").value(), UTF_8));
    }
}
