package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.millrace.cli.demo.ConnectorFile;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.delivery.KafkaDispatcher;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TruthWriter;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.LoggerFactory;

/** Servers of its own, a source that writes to them, and the comparison of every row with it. For one thread. */
final class Ground implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration CATCH_UP = Duration.ofSeconds(90);

    private final Path directory;
    private final TargetKind target;
    private final LocalStack stack;
    private final Store store;
    private final Source source;
    private final TopicNames names = TopicNames.usual();
    private final KafkaDispatcher dispatcher;
    private final Load load;

    /** What the group writes to, and how it is compared. */
    interface Store {
        /** What stands below {@code target:} in the connectors' files. */
        List<String> targetLines();

        Verification compare(Truth truth);
    }

    /** With PostgreSQL as the target. */
    Ground(Path directory, Source source, double changesPerSecond) throws InterruptedException {
        this(directory, TargetKind.POSTGRES, source, changesPerSecond);
    }

    Ground(Path directory, TargetKind target, Source source, double changesPerSecond) throws InterruptedException {
        // Durable: after a kill the target has what it had acknowledged.
        this(
                directory,
                target,
                LocalStack.start(directory, EnumSet.of(ServerKind.KAFKA, target.server()), StackListener.NONE),
                Optional.empty(),
                source,
                changesPerSecond);
    }

    /**
     * With a store of its own.
     *
     * @param stack that has Kafka; ends with this
     */
    Ground(
            Path directory,
            TargetKind target,
            LocalStack stack,
            Optional<Store> store,
            Source source,
            double changesPerSecond)
            throws InterruptedException {
        // A broker that restarts is what is tested: its clients need not tell of each attempt.
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
        this.directory = directory;
        this.target = target;
        this.stack = stack;
        this.store = store.orElseGet(() -> new OfStack(target, stack));
        this.source = source;
        String servers = stack.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            new ChangeTopics(admin, Duration.ofSeconds(30)).ensure(names.topics(tables()), PARTITIONS, (short) 1);
        }
        // Partitions that are added get records within a second.
        Map<String, String> producer = Map.of("bootstrap.servers", servers, "metadata.max.age.ms", "1000");
        this.dispatcher = KafkaDispatcher.connect(producer, names);
        this.load = new Load(source.workload(), new FaultyDelivery<>(source.faults(), dispatcher), changesPerSecond);
    }

    /** The stack's own server. */
    private record OfStack(TargetKind target, LocalStack stack) implements Store {
        @Override
        public List<String> targetLines() {
            return ConnectorFile.targetLines(target, stack.file());
        }

        @Override
        public Verification compare(Truth truth) {
            return Verifier.compare(truth, target, stack.file());
        }
    }

    private List<SourceTable> tables() {
        return source.state().tables();
    }

    TargetServer targetServer() {
        return TargetServer.of(target, stack);
    }

    LocalStack stack() {
        return stack;
    }

    Load load() {
        return load;
    }

    GroupConfig config(String group, Protocol protocol, Patience patience) {
        return GroupConfig.of(group, target, stack.file(), tables(), names, protocol, patience, store.targetLines());
    }

    /**
     * Another target of the stack that takes the same changes.
     *
     * @param more lines below {@code target:}
     */
    GroupConfig beside(String group, TargetKind other, Protocol protocol, Patience patience, String... more) {
        List<String> lines = new ArrayList<>(ConnectorFile.targetLines(other, stack.file()));
        lines.addAll(List.of(more));
        return GroupConfig.of(group, other, stack.file(), tables(), names, protocol, patience, lines);
    }

    /** The names of the tables as the source has them. */
    List<String> tableNames() {
        return tables().stream().map(SourceTable::objectName).toList();
    }

    /** Sends a record that no connector can read. */
    void poison() {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] nothing = "no change".getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(new ProducerRecord<>(topic(tables().get(0)), nothing, nothing));
        }
    }

    Group group(String name) {
        List<String> topics = tables().stream().map(this::topic).toList();
        return new Group(stack.kafka().bootstrapServers(), name, topics);
    }

    private String topic(SourceTable table) {
        return names.topic(table);
    }

    /** With a load that rests: waits until nothing is left to do, then everything has to be as the source has it. */
    Comparison awaitEqual(Fleet fleet, Group group) throws InterruptedException {
        await("caught up").atMost(CATCH_UP).pollInterval(Duration.ofMillis(100)).until(() -> {
            fleet.requireAlive();
            return group.lag() == 0;
        });
        long deadLetters = group.deadLetters();
        assertEquals(0, deadLetters);
        assertEquals(0, fleet.deadLetters());
        await("no partition rests without a reason")
                .atMost(Duration.ofSeconds(10))
                .until(() -> fleet.paused() == 0);
        Verification found = compare();
        assertTrue(found.isEqual(), () -> String.join("\n", found.first()));
        return new Comparison(found.rows(), found.differences(), deadLetters);
    }

    /**
     * With a load that rests and a target that was set back: waits until every row is there again, which may be after everything
     * seemed to be committed.
     */
    void awaitRowsAgain(Fleet fleet) {
        await("every row again")
                .atMost(CATCH_UP)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    fleet.requireAlive();
                    return compare().isEqual();
                });
    }

    private Verification compare() {
        Path truth = directory.resolve("truth.jsonl");
        TruthWriter.write(source.state(), truth);
        return store.compare(Truth.read(truth));
    }

    @Override
    public void close() {
        load.close();
        try {
            dispatcher.close();
        } finally {
            stack.close();
        }
    }
}
