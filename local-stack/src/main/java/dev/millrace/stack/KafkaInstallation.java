package dev.millrace.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The directory of one broker: its settings, its data, and how its JVM is started.
 *
 * @param directory absolute
 * @param address by which clients reach it; the controller stays on the loopback address
 * @param port where clients connect
 * @param controllerPort where the broker reaches the controller, both being the same process
 * @param settings lines of its own, which win over the usual ones
 */
record KafkaInstallation(Path directory, BindAddress address, int port, int controllerPort, List<String> settings) {
    private static final String STARTED = "Kafka Server started";

    /** Starts the broker and returns when it accepts clients. */
    GuardedProcess launch() {
        OwnFiles.createDirectories(directory);
        Path launcher = LauncherJar.write(directory, KafkaLauncher.class);
        Path properties = directory.resolve("server.properties");
        OwnFiles.write(properties, (usual() + String.join("\n", settings) + "\n").getBytes(StandardCharsets.UTF_8));
        List<String> options = List.of(
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS");
        List<String> arguments = List.of(
                KafkaLauncher.class.getName(),
                properties.toString(),
                ServerJvm.data(directory).toString(),
                newClusterId());
        return new ServerJvm("kafka", directory, ServerJvm.ownJava(), options, arguments)
                .launch(List.of(launcher), address, port, STARTED);
    }

    /** Small where one user and a few topics are served; everything else is as Kafka has it. */
    private String usual() {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=CLIENT://" + address.host() + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=CLIENT://" + address.host() + ":" + port,
                "listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=CLIENT",
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "log.dirs=" + escaped(ServerJvm.data(directory)),
                "auto.create.topics.enable=false",
                // After a crash the next start waits until the session of the last one is over.
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "num.network.threads=1",
                "num.io.threads=2",
                "log.cleaner.dedupe.buffer.size=10485760",
                "group.initial.rebalance.delay.ms=0",
                // A test need not wait 45 s until a killed member is given up; the defaults stay.
                "group.min.session.timeout.ms=1000",
                "group.consumer.min.session.timeout.ms=1000",
                "group.consumer.min.heartbeat.interval.ms=200",
                "offsets.topic.num.partitions=4",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "");
    }

    /** A path as a value of a properties file. */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    /** 16 random bytes as Kafka writes them. Counts only for a directory that is not formatted yet. */
    private static String newClusterId() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        // The first sextet is made a letter: an id that starts with a dash looks like an option.
        bytes[0] &= 0x3f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
