package dev.millrace.cli.demo;

import dev.millrace.cli.CommandFailure;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.StackAddresses;
import dev.millrace.cli.StackProgress;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.delivery.KafkaDispatcher;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.truth.TruthWriter;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the demo: servers, a bank, a connector in a process of its own, and the proof. For one thread; closing it ends
 * every process of the run.
 */
final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String CONFIG_FILE = "connector-postgres.yaml";

    private final DemoOptions options;
    private final Path directory;
    private final PrintWriter out;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private Optional<LocalStack> stack = Optional.empty();
    private Optional<ConnectorProcess> connector = Optional.empty();

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
        LocalStack servers = add(
                LocalStack.start(directory, EnumSet.of(ServerKind.KAFKA, ServerKind.POSTGRES), new StackProgress(out)));
        stack = Optional.of(servers);
        StackFile addresses = servers.file();
        Bank bank = bank(dataSets, Clock.systemUTC());
        TopicNames names = TopicNames.usual();
        String kafka = addresses.kafka().bootstrapServers();
        Topics topics = add(new Topics(kafka, bank.tables(), names, ConnectorFile.GROUP));
        KafkaDispatcher dispatcher = add(KafkaDispatcher.connect(Map.of("bootstrap.servers", kafka), names));
        FaultyDelivery delivery = new FaultyDelivery(DeliveryFaults.usual(options.seed(), changes), dispatcher);
        ConnectorProcess process = add(new ConnectorProcess(directory, writeConfig(addresses, bank, names)));
        connector = Optional.of(process);
        Replication replication = new Replication(bank, delivery, dispatcher, topics, process, out);
        Measured measured = options.chaos().isPresent()
                ? replication.withChaos(changes, options.chaos().get(), options.seed())
                : replication.inTwoPhases(changes);
        Path truth = directory.resolve(VerifyCommand.TRUTH_FILE);
        TruthWriter.write(bank.state(), truth);
        process.scrape();
        return new DemoResult(
                options.seed(),
                replication.changes(),
                measured,
                process.counts(),
                topics.deadLetters(),
                delivery.counts(),
                verify(addresses.postgres(), truth));
    }

    private static Verification verify(StackFile.Postgres postgres, Path truth) {
        return new Verifier(postgres.jdbcUrl(), postgres.user(), postgres.password()).compare(truth);
    }

    /** Shows how to reach everything, while it is up. */
    void printConnections(PrintWriter to) {
        to.println();
        stack.ifPresent(servers -> StackAddresses.print(servers.file(), directory, to));
        connector.flatMap(ConnectorProcess::metricsUrl).ifPresent(url -> to.println("metrics     " + url));
        connector.ifPresent(process -> to.println("log         " + process.logFile()));
        to.println("again       ./millrace verify --dir " + directory);
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
        out.println(String.format(
                Locale.ROOT,
                "A bank makes %,d changes; Kafka delivers them with duplicates, replays and late records; the connector"
                        + " applies them to PostgreSQL; every row is compared.",
                changes));
        out.println(String.format(
                Locale.ROOT,
                "Uses: 4 processes with about 1 GB of memory together, about %,d MB below %s, free ports of 127.0.0.1;"
                        + " downloads nothing.",
                120 + changes / 500,
                directory));
        out.flush();
    }

    private Path writeConfig(StackFile addresses, Bank bank, TopicNames names) {
        Path file = directory.resolve(CONFIG_FILE);
        String yaml = ConnectorFile.yaml(addresses, bank.tables(), names);
        try {
            PrivateFiles.write(file, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        out.println("The connector's configuration, " + file + ":");
        yaml.lines().forEach(line -> out.println("  " + line));
        out.flush();
        return file;
    }
}
