package dev.millrace.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaServerTest {
    @TempDir
    Path directory;

    @Test
    void topics_survive_a_stop_and_a_crash_at_the_same_address() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(directory);
                Admin admin = admin(kafka)) {
            admin.createTopics(Set.of(new NewTopic("changes", 1, (short) 1)))
                    .all()
                    .get(30, SECONDS);
            String address = kafka.bootstrapServers();
            long first = kafka.pid();

            kafka.restart();
            assertTrue(Processes.isGone(first));
            assertNotEquals(first, kafka.pid());
            assertEquals(address, kafka.bootstrapServers());
            assertEquals(Set.of("changes"), admin.listTopics().names().get(30, SECONDS));

            kafka.kill();
            assertFalse(kafka.isAlive());
            assertEquals(
                    StackException.Code.NOT_RUNNING,
                    assertThrows(StackException.class, kafka::suspend).code());
            kafka.restart();
            assertEquals(Set.of("changes"), admin.listTopics().names().get(30, SECONDS));

            kafka.stop();
            kafka.stop();
            assertTrue(Processes.isGone(kafka.pid()));
        }
    }

    @Test
    void a_port_that_is_lost_before_the_server_has_it_is_replaced() throws Exception {
        AtomicInteger choices = new AtomicInteger();
        try (ServerSocket thief = new ServerSocket(0, 1, Ports.loopback())) {
            Ports unlucky = count -> choices.getAndIncrement() == 0
                    ? List.of(thief.getLocalPort(), Ports.free(1).get(0))
                    : Ports.free(count);
            try (KafkaServer kafka = KafkaServer.start(directory, List.of(), BindAddress.LOOPBACK, unlucky)) {
                assertEquals(2, choices.get());
                assertFalse(kafka.bootstrapServers().endsWith(":" + thief.getLocalPort()));
            }
        }
    }

    @Test
    void missing_jars_are_named_with_the_way_to_provide_them() {
        withServers(directory, () -> {
            StackException e = assertThrows(StackException.class, () -> KafkaServer.start(directory.resolve("run")));
            assertEquals(StackException.Code.SERVER_JARS_MISSING, e.code());
            assertTrue(e.what().contains(directory.resolve("kafka").toString()), e.what());
            assertTrue(e.fix().contains(ServerJars.PROPERTY), e.fix());
        });
    }

    @Test
    void jars_that_are_no_broker_are_explained_by_the_log() throws Exception {
        Files.createDirectories(directory.resolve("kafka"));
        Files.writeString(directory.resolve("kafka/broken.jar"), "no jar");
        withServers(directory, () -> {
            StackException e = assertThrows(StackException.class, () -> KafkaServer.start(directory.resolve("run")));
            assertEquals(StackException.Code.START_FAILED, e.code());
            assertTrue(e.what().contains("ClassNotFoundException"), e.what());
            assertTrue(e.fix().contains("kafka.log"), e.fix());
        });
    }

    private static Admin admin(KafkaServer kafka) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private static void withServers(Path servers, Runnable test) {
        String before = System.getProperty(ServerJars.PROPERTY, "");
        System.setProperty(ServerJars.PROPERTY, servers.toString());
        try {
            test.run();
        } finally {
            System.setProperty(ServerJars.PROPERTY, before);
        }
    }
}
