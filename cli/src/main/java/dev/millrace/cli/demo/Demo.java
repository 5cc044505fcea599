package dev.millrace.cli.demo;

import dev.millrace.cli.StackAddresses;
import dev.millrace.cli.StackProgress;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.pipeline.StageFiles;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the demo: servers, a bank, connectors in processes of their own, and the proof. For one thread; closing it ends
 * every process of the run.
 */
final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    /** As {@link dev.millrace.simulator.delivery.DeliveryFaults#usual}. */
    private static final List<String> FAULTS =
            List.of("duplicates-per-thousand: 50", "replays-per-thousand: 20", "late-per-thousand: 10");

    private final DemoOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private Optional<LocalStack> stack = Optional.empty();
    private final List<Replica> replicas = new ArrayList<>();

    Demo(DemoOptions options, Path directory, PrintWriter out) {
        this.options = options;
        this.directory = directory;
        this.out = out;
    }

    DemoResult run() throws InterruptedException {
        BankDataSets dataSets = options.data().map(BankDataSets::ofDirectory).orElseGet(BankDataSets::sample);
        long changes = changes(dataSets);
        DemoDirectory.empty(directory);
        announce(changes);
        LocalStack servers = add(LocalStack.start(directory, servers(), Storage.FLEETING, new StackProgress(out)));
        stack = Optional.of(servers);
        StackFile addresses = servers.file();
        Bank bank = bank(dataSets, Clock.systemUTC());
        TopicNames names = TopicNames.usual();
        String kafka = addresses.kafka().bootstrapServers();
        Topics topics = add(new Topics(kafka, bank.tables(), names));
        StageFiles files = StageFiles.of(directory.resolve(DemoDirectory.STAGES), dataSets);
        ChangeStream stream = add(stream(bank, files, changes, kafka, names));
        add((AutoCloseable) this::closeConnectors);
        for (TargetKind target : TargetKind.in(addresses)) {
            Path config = writeConfig(target, addresses, bank, names, files);
            MillraceProcess process =
                    MillraceProcess.connector(target, directory, config, ConnectorFile.environment(target, addresses));
            replicas.add(new Replica(target, process, topics));
        }
        Replication replication = new Replication(stream, replicas, out);
        Map<TargetKind, Measured> measured = options.chaos().isPresent()
                ? replication.withChaos(changes, options.chaos().get(), options.seed())
                : replication.inTwoPhases(changes);
        Path truth = directory.resolve(VerifyCommand.TRUTH_FILE);
        stream.writeTruth(truth);
        Map<String, Long> memory = memory(addresses, stream);
        Map<TargetKind, Verification> found = verify(Truth.read(truth), addresses);
        List<TargetResult> results = new ArrayList<>();
        for (Replica replica : replicas) {
            results.add(new TargetResult(
                    replica.target(),
                    of(measured, replica),
                    ConnectorCounts.of(replica.connector().counted()),
                    replica.connector().kills(),
                    topics.deadLetters(replica.group()),
                    of(found, replica)));
        }
        return new DemoResult(
                options.seed(), stream.made(), topics.records(), stream.counts(), kills(stream), results, memory);
    }

    /** The way of the changes into Kafka, ready to be played. */
    private ChangeStream stream(Bank bank, StageFiles files, long changes, String kafka, TopicNames names)
            throws InterruptedException {
        if (options.way() == DemoOptions.Way.DIRECT) {
            return new DirectStream(bank, options.seed(), changes, kafka, names);
        }
        files.writeCopybooks(bank.tables());
        List<String> workload = new ArrayList<>(List.of("changes: " + changes, "seed: " + options.seed()));
        options.data().ifPresent(data -> workload.add("data: " + StageFiles.quoted(data.toAbsolutePath())));
        if (options.changes().isEmpty()) {
            workload.add("revisions: false");
        }
        Path capture = files.writeCapture(workload);
        Path dispatcher = files.writeDispatcher(kafka, bank.tables(), names, FAULTS);
        Stages stages = new Stages(directory, files, capture, dispatcher);
        try {
            stages.start(port -> port);
        } catch (InterruptedException | RuntimeException failed) {
            stages.close();
            throw failed;
        }
        return new StagedStream(stages, files);
    }

    private Map<TargetKind, Verification> verify(Truth truth, StackFile addresses) throws InterruptedException {
        Map<TargetKind, Verification> found = new ConcurrentHashMap<>();
        List<Callable<?>> work = new ArrayList<>();
        for (Replica replica : replicas) {
            TargetKind target = replica.target();
            work.add(() -> found.put(target, Verifier.compare(truth, target, addresses)));
        }
        Watched.run(work, () -> {});
        return found;
    }

    private static <T> T of(Map<TargetKind, T> results, Replica replica) {
        return Optional.ofNullable(results.get(replica.target())).orElseThrow();
    }

    /** All at once: each takes its time to drain. */
    private void closeConnectors() throws InterruptedException {
        // What was interrupted is over; its end may take its time.
        Thread.interrupted();
        List<Callable<?>> work = new ArrayList<>();
        for (Replica replica : replicas) {
            work.add(() -> {
                replica.connector().close();
                return null;
            });
        }
        Watched.run(work, () -> {});
    }

    private Set<ServerKind> servers() {
        Set<ServerKind> servers = EnumSet.of(ServerKind.KAFKA);
        options.targets().chosen().forEach(target -> servers.add(target.server()));
        return servers;
    }

    /** What the processes of the run hold now, this one left out. */
    private Map<String, Long> memory(StackFile addresses, ChangeStream stream) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        addresses.servers().forEach((kind, server) -> put(sizes, kind.key(), server.pid()));
        Stream.concat(stream.processes().stream(), replicas.stream().map(Replica::connector))
                .forEach(process -> process.pid().ifPresent(pid -> put(sizes, process.name(), pid)));
        return sizes;
    }

    private static void put(Map<String, Long> sizes, String name, long pid) {
        ResidentMemory.ofFamily(pid).ifPresent(bytes -> sizes.put(name, bytes));
    }

    private static Map<String, Integer> kills(ChangeStream stream) {
        Map<String, Integer> kills = new LinkedHashMap<>();
        stream.processes().forEach(process -> kills.put(process.name(), process.kills()));
        return kills;
    }

    /** Shows how to reach everything, while it is up. */
    void printConnections(PrintWriter to) {
        to.println();
        stack.ifPresent(
                servers -> StackAddresses.print(servers.file(), directory, Optional.of(TargetKind.KEYSPACE), to));
        for (Replica replica : replicas) {
            MillraceProcess connector = replica.connector();
            connector.metricsUrl().ifPresent(url -> to.println("metrics     " + url + " of " + connector.name()));
            to.println("log         " + connector.logFile() + " of " + connector.name());
        }
        to.println("again       ./millrace verify --dir " + directory);
        to.println("watch       ./millrace top --dir " + directory);
        to.println("All of it stays up until Ctrl-C.");
        to.flush();
    }

    /** Ends everything, last first; a failure does not keep the rest from ending. */
    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.removeFirst().close();
            } catch (Exception failure) {
                LOG.warn("ending the run went on after {}", failure.toString());
            }
        }
    }

    private <T extends AutoCloseable> T add(T resource) {
        resources.addFirst(resource);
        return resource;
    }

    private long changes(BankDataSets dataSets) throws InterruptedException {
        // The same bank with a clock that stands still has the same changes: it tells how many there are.
        Bank rehearsal = bank(dataSets, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        if (options.changes().isPresent()) {
            long asked = options.changes().getAsLong();
            if (asked < rehearsal.initialLoadSize()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the initial load alone has " + rehearsal.initialLoadSize() + " changes",
                        "give --changes at least that");
            }
            return asked;
        }
        while (!rehearsal.isDailyFilePosted()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            rehearsal.next(Long.MAX_VALUE);
        }
        return rehearsal.changes();
    }

    private Bank bank(BankDataSets dataSets, Clock clock) {
        BankSettings settings = BankSettings.usual(options.seed());
        // The loads and the daily file alone are exactly that.
        return new Bank(dataSets, options.changes().isPresent() ? settings : settings.withoutRevisions(), clock);
    }

    private void announce(long changes) {
        String targets = options.targets().chosen().stream()
                .sorted()
                .map(TargetKind::title)
                .collect(Collectors.joining(", "));
        int stages = options.way() == DemoOptions.Way.DIRECT ? 0 : 3;
        int processes = 2 + stages + 2 * options.targets().chosen().size();
        out.println(String.format(
                Locale.ROOT,
                "A bank makes %,d changes; %sKafka delivers them with duplicates, replays and late records; a connector for each"
                        + " target applies them: %s; every row is compared.",
                changes,
                stages == 0 ? "" : "Capture, Publisher and Dispatcher bring them into Kafka; ",
                targets));
        options.targets().leftOut().forEach(out::println);
        out.println(String.format(
                Locale.ROOT,
                "Uses: %d processes with about %.1f GB of memory together, about %,d MB below %s, free ports of 127.0.0.1;"
                        + " downloads nothing.",
                processes,
                0.5 + 0.08 * stages + 0.35 * options.targets().chosen().size(),
                25L * options.targets().chosen().size() + 5L * stages + changes / 1_000,
                directory));
        out.flush();
    }

    private Path writeConfig(TargetKind target, StackFile addresses, Bank bank, TopicNames names, StageFiles files) {
        Path file = directory.resolve(ConnectorFile.process(target) + ".yaml");
        String yaml = options.way() == DemoOptions.Way.DIRECT
                ? ConnectorFile.yaml(target, addresses, bank.tables(), names)
                : ConnectorFile.rawYaml(target, addresses, bank.tables(), names, files);
        try {
            PrivateFiles.write(file, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (options.targets().chosen().size() == 1) {
            out.println("The connector's configuration, " + file + ":");
            yaml.lines().forEach(line -> out.println("  " + line));
        } else {
            out.println("The configuration of the connector of " + target.title() + ": " + file);
        }
        out.flush();
        return file;
    }
}
