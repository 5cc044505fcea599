package dev.millrace.helm.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.millrace.cli.soak.Group;
import dev.millrace.cli.soak.Load;
import dev.millrace.cli.soak.Source;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.delivery.KafkaDispatcher;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TruthWriter;
import dev.millrace.stack.BindAddress;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.StackListener;
import dev.millrace.stack.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker, the four stores and a bank that makes changes, all outside of the cluster, where its pods reach them. For one thread. */
final class Ground implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final double CHANGES_PER_SECOND = 50;
    private static final long SEED = Long.getLong("millrace.soak.seed", 1);
    private static final Duration CATCH_UP = Duration.ofMinutes(3);
    /** A second of changes: the connectors are not behind, they are at work. */
    private static final long AT_WORK = (long) CHANGES_PER_SECOND;

    /**
     * 5 % twice, 2 % replayed, 0.2 % late by up to four seconds: were there more of the late ones, they alone would be the hundredth
     * of all latencies that is measured.
     */
    private static final DeliveryFaults FAULTS = new DeliveryFaults(SEED, 0.05, 20, 0.02, 50, 0.002, 200, 5_000);

    private final Path directory;
    private final LocalStack stack;
    private final Source source = Source.bank(SEED);
    private final KafkaDispatcher dispatcher;
    private final Load load;
    private final Map<TargetKind, Group> groups = new EnumMap<>(TargetKind.class);

    /** @param address of this machine, by which pods reach it */
    Ground(Path directory, BindAddress address) throws InterruptedException {
        this.directory = directory;
        this.stack = LocalStack.start(
                directory, EnumSet.allOf(ServerKind.class), Storage.FLEETING, address, StackListener.NONE);
        String servers = stack.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            new ChangeTopics(admin, Duration.ofSeconds(30))
                    .ensure(TopicNames.usual().topics(tables()), PARTITIONS, (short) 1);
        }
        this.dispatcher = KafkaDispatcher.connect(Map.of("bootstrap.servers", servers), TopicNames.usual());
        this.load = new Load(source.workload(), new FaultyDelivery<>(FAULTS, dispatcher), CHANGES_PER_SECOND);
        List<String> topics =
                tables().stream().map(table -> TopicNames.usual().topic(table)).toList();
        for (TargetKind target : TargetKind.values()) {
            groups.put(target, new Group(servers, "bank-" + target.key(), topics));
        }
    }

    StackFile stack() {
        return stack.file();
    }

    List<SourceTable> tables() {
        return source.state().tables();
    }

    Load load() {
        return load;
    }

    Group group(TargetKind target) {
        Group group = groups.get(target);
        if (group == null) {
            throw new IllegalArgumentException(target.key());
        }
        return group;
    }

    /** While changes flow: until the connectors of a target are not behind. */
    void awaitAtWork(TargetKind target) {
        awaitLag(target, AT_WORK);
    }

    /** With a load that rests: until nothing is left to do. */
    void awaitCaughtUp(TargetKind target) {
        awaitLag(target, 0);
    }

    private void awaitLag(TargetKind target, long most) {
        await(target.title() + " is behind by " + most + " at most")
                .atMost(CATCH_UP)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> group(target).lag() <= most);
    }

    /** Every row and column of a target with those of the source. */
    Verification compare(TargetKind target) {
        Path truth = directory.resolve("truth.jsonl");
        TruthWriter.write(source.state(), truth);
        return Verifier.compare(Truth.read(truth), target, stack.file());
    }

    @Override
    public void close() {
        load.close();
        try {
            dispatcher.close();
            groups.values().forEach(Group::close);
        } finally {
            stack.close();
        }
    }
}
