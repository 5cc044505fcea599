package dev.millrace.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.soak.Evidence;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.pipeline.StageFiles;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Capture, Publisher, Dispatcher and connector are killed again and again, the line between Publisher and Dispatcher is cut, and the
 * broker is frozen and killed while records are on their way to it. The long form is run with {@code -Psoak}.
 */
@Tag("once")
final class StageKillsTest {
    private static final int CHANGES = Integer.getInteger("millrace.soak.stage-changes", 12_000);
    private static final int KILLS = Integer.getInteger("millrace.soak.stage-kills", 2);
    private static final int SHORTEST_PAUSE_MILLIS = 300;
    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    /** What a round of kills takes at least, so that changes are made all the time. */
    private static final double SECONDS_PER_KILL = 2.5;

    private static final long SEED = 11;
    private static final TopicNames NAMES = TopicNames.usual();

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private int cuts;
    private int freezes;

    @Test
    void the_target_is_equal_whatever_is_killed_cut_and_frozen() throws Exception {
        BankDataSets dataSets = BankDataSets.sample();
        List<SourceTable> tables = new Bank(dataSets, BankSettings.usual(SEED), Clock.systemUTC()).tables();
        Files.createDirectory(directory.resolve(DemoDirectory.TEMPORARY));
        StageFiles files = StageFiles.of(directory.resolve(DemoDirectory.STAGES), dataSets);
        files.writeCopybooks(tables);
        int rate = (int) (CHANGES / (4 * KILLS * SECONDS_PER_KILL));
        try (LocalStack stack = LocalStack.start(
                        directory, EnumSet.of(ServerKind.KAFKA, ServerKind.POSTGRES), StackListener.NONE);
                Topics topics = new Topics(stack.file().kafka().bootstrapServers(), tables, NAMES);
                Stages stages = new Stages(
                        directory,
                        files,
                        files.writeCapture(List.of("changes: " + CHANGES, "seed: " + SEED)),
                        files.writeDispatcher(
                                stack.file().kafka().bootstrapServers(),
                                tables,
                                NAMES,
                                List.of("late-per-thousand: 10")))) {
            Path config = directory.resolve("connector.yaml");
            Files.writeString(config, ConnectorFile.rawYaml(TargetKind.POSTGRES, stack.file(), tables, NAMES, files));
            List<CutLine> lines = new ArrayList<>();
            try (MillraceProcess connector =
                    MillraceProcess.connector(TargetKind.POSTGRES, directory, config, Map.of())) {
                stages.start(port -> {
                    lines.add(CutLine.to(port));
                    return lines.get(0).port();
                });
                connector.start();
                stages.capture(CHANGES, rate);
                List<MillraceProcess> victims = new ArrayList<>(Collections.nCopies(KILLS, connector));
                stages.all().forEach(stage -> victims.addAll(Collections.nCopies(KILLS, stage)));
                StagedStream stream = new StagedStream(stages, files);
                disturb(victims, lines.get(0), stack, stream);
                stream.finish();
                connector.awaitReady();
                new Replica(TargetKind.POSTGRES, connector, topics).catchUp();
                Path truth = directory.resolve("truth.jsonl");
                stream.writeTruth(truth);
                Verification found = Verifier.compare(Truth.read(truth), TargetKind.POSTGRES, stack.file());
                Sent sent = sent(stack.file().kafka().bootstrapServers(), tables);

                Evidence.publish(
                        "stages.md",
                        String.format(
                                Locale.ROOT,
                                "# Kills of the stages%n%n%,d changes while each of Capture, Publisher, Dispatcher and connector is killed %d times, the line"
                                        + " between Publisher and Dispatcher cut %d times, and the broker frozen %d times and killed once.%n%n"
                                        + "| records in Kafka | of them duplicates | rows compared | differences |%n| ---: | ---: | ---: | ---: |%n"
                                        + "| %,d | %,d | %,d | %d |%n",
                                CHANGES,
                                KILLS,
                                cuts,
                                freezes,
                                sent.records(),
                                sent.duplicates(),
                                found.rows(),
                                found.differences()));
                assertEquals(0, found.differences(), () -> String.join("\n", found.first()));
                assertEquals(CHANGES, sent.distinct(), "every change is in Kafka, and nothing else");
                assertTrue(sent.duplicates() > 0, "what was not acknowledged was sent again");
                assertEquals(Map.of(), topics.deadLetters(ConnectorFile.group(TargetKind.POSTGRES)));
            } finally {
                for (CutLine line : lines) {
                    line.close();
                }
            }
        }
    }

    private void disturb(List<MillraceProcess> victims, CutLine line, LocalStack stack, StagedStream stream)
            throws IOException, InterruptedException {
        int strikes = 0;
        while (!victims.isEmpty()) {
            pause(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
            MillraceProcess victim = victims.remove(random.nextInt(victims.size()));
            long late = stream.counts().late();
            victim.strike();
            assertTrue(stream.counts().late() >= late, "what a former life has counted is still counted");
            // The others die while they start.
            if (random.nextInt(3) > 0) {
                victim.awaitReady();
            }
            strikes++;
            if (strikes % 3 == 0) {
                line.cut();
                cuts++;
            }
            if (strikes % 8 == 4) {
                stack.kafka().suspend();
                freezes++;
                pause(1_000);
                stack.kafka().resume();
            }
        }
        stack.kafka().suspend();
        pause(200);
        stack.kafka().kill();
        stack.kafka().restart();
    }

    /**
     * What is in the topics.
     *
     * @param distinct changes
     */
    private record Sent(long records, long distinct) {
        long duplicates() {
            return records - distinct;
        }
    }

    private static Sent sent(String servers, List<SourceTable> tables) {
        BitSet seen = new BitSet();
        long records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = NAMES.topics(tables).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    seen.set(Integer.parseInt(new String(
                            record.headers().lastHeader("cdc-ordinal").value(), UTF_8)));
                }
            }
        }
        return new Sent(records, seen.cardinality());
    }

    private static void pause(int millis) throws InterruptedException {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
