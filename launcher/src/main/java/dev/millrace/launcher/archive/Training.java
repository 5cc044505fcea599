package dev.millrace.launcher.archive;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.launcher.Failures;
import dev.millrace.launcher.Main;
import dev.millrace.launcher.run.CheckedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;

/**
 * Uses as many of a connector's classes as can be used without a server: lets its parts come as far as they do, side by side and for a
 * few seconds, then loads the classes that only work with a server.
 */
public final class Training {
    private static final Duration ATTEMPT = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Path config;
    private final CheckedFile file;

    private Training(Path config) {
        this.config = config;
        this.file = CheckedFile.closest(config, Map.of());
    }

    /** @param arguments a configuration of which no server answers, and a file with prefixes of classes to load, one a line */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Training(Path.of(arguments[0])).attempt();
        PackageClasses.load(Path.of(arguments[1]));
        // What still waits for a server must not keep the JVM.
        System.exit(0);
    }

    private void attempt() throws InterruptedException {
        List<Runnable> parts = List.of(
                () -> command("--help"),
                () -> command("run", file.type().name(), "--config", config.toString()),
                this::open,
                this::consume,
                this::produce);
        List<Thread> attempts = new ArrayList<>();
        for (Runnable part : parts) {
            Thread attempt = new Thread(part, "training");
            attempt.setDaemon(true);
            attempt.setUncaughtExceptionHandler((thread, expected) -> {});
            attempt.start();
            attempts.add(attempt);
        }
        long end = System.nanoTime() + ATTEMPT.toNanos();
        for (Thread attempt : attempts) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            attempt.join(Math.max(1, left));
        }
    }

    private static void command(String... arguments) {
        CommandLine command = new Main().commandLine(new Failures(Set.of()));
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        command.setOut(nowhere);
        command.setErr(nowhere);
        command.execute(arguments);
    }

    private void open() {
        file.opening().writing().get().close();
    }

    private void consume() {
        KafkaConfig kafka = file.connector().kafka();
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("group.id", kafka.group());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(kafka.topics());
            consumer.poll(POLL);
        }
    }

    private void produce() {
        KafkaConfig kafka = file.connector().kafka();
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("max.block.ms", (int) POLL.toMillis());
        properties.put("compression.type", "zstd");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(kafka.topics().get(0), new byte[1]));
        }
    }
}
