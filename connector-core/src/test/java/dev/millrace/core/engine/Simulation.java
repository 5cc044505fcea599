package dev.millrace.core.engine;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One run of the engine from a seed: its own steps on one thread, in a random order, on a virtual clock, against a broker, a store
 * and a dead letter topic that misbehave. After every step what must always hold is asserted; in the end everything is committed
 * and the store is in the state of the source.
 */
final class Simulation {
    /** What goes wrong. */
    enum Fault {
        REBALANCE,
        EXPEL,
        KILL,
        STOP,
        START,
        COMMITS_FAIL,
        STORE_DOWN,
        STORE_FLAKY,
        STORE_SLOW,
        LETTERS_DOWN,
        DEPENDENCY,
        SET_BACK,
        TRUNCATE,
        POISON,
        DUPLICATES,
        GAPS
    }

    /** Those that come while it runs; the others are in the log. */
    private static final List<Fault> FAULTS =
            List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.POISON, Fault.DUPLICATES, Fault.GAPS)));

    private static final int PARTITIONS = 3;
    private static final int RECORDS = 220;
    private static final int MOST_STEPS = 60_000;
    private static final Duration POLL_GAP = Duration.ofSeconds(1);

    private final long seed;
    private final Random random;
    private final SimulatedBroker broker;
    private final SimulatedStore store;
    private final SimulatedDeadLetters deadLetters;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final Map<RowKey, RowWrite> expected = new HashMap<>();
    private final Set<String> poisonPlaces = new HashSet<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Integer> reached = new HashMap<>();
    private final EngineSettings settings;
    private long nanos = 1_000_000_000L;
    private long steps;
    private int started;
    private boolean calm;
    private boolean setBack;
    private boolean truncated;
    private Optional<SimulatedStore.Snapshot> snapshot = Optional.empty();

    Simulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.broker = new SimulatedBroker(random, () -> nanos, this::committing, random.nextBoolean(), PARTITIONS);
        this.store = new SimulatedStore(random, () -> nanos, this::raising);
        this.deadLetters = new SimulatedDeadLetters(random);
        this.settings = new EngineSettings(
                random.nextInt(1, 4),
                random.nextInt(1, 20),
                random.nextInt(1, 4),
                random.nextInt(5, 60),
                random.nextInt(100, 2_000),
                Duration.ofMillis(random.nextInt(20)),
                // Three processes that wait do so one inside of the other here: together for less than the longest gap.
                Duration.ofMillis(random.nextInt(1, 500)),
                Duration.ofMillis(random.nextInt(1, 2_000)),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(50)),
                RECORDS,
                EngineSettings.OnGap.STOP);
        fillLog();
    }

    /** @return what was done, for the table of what was reached */
    SimulationReport run() {
        try {
            start();
            start();
            while (steps < RECORDS * 4L || random.nextInt(200) != 0) {
                step(Optional.empty());
            }
            calm();
            long before = steps;
            while (!broker.isAllCommitted() || !isAllProgress()) {
                step(Optional.empty());
                if (steps - before > MOST_STEPS) {
                    throw new AssertionError("stuck: committed " + committed() + " with " + processes);
                }
            }
            checkEnd();
            return new SimulationReport(seed, steps, RECORDS, faults, reached);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed + " after " + steps + " steps: " + failure.getMessage(), failure);
        }
    }

    private void fillLog() {
        List<TopicPartition> partitions = List.copyOf(broker.partitions());
        int rows = random.nextInt(3, 25);
        boolean wandering = random.nextBoolean();
        List<String[]> sent = new ArrayList<>();
        for (int version = 1; version <= RECORDS; version++) {
            int row = random.nextInt(rows);
            String id = "row-" + row;
            String value = random.nextInt(6) == 0 ? "D " + id + " " + version : "U " + id + " " + version;
            int place = wandering ? random.nextInt(PARTITIONS) : row % PARTITIONS;
            boolean poison = random.nextInt(40) == 0;
            if (poison) {
                store.poison(Samples.version(version));
                count(Fault.POISON);
            } else {
                expected.put(
                        Samples.key(id),
                        new RowWrite(Samples.ACCOUNT, Samples.key(id), Samples.version(version), Optional.empty()));
            }
            send(partitions.get(place), "key-" + (wandering ? random.nextInt(9) : row), value, poison);
            sent.add(new String[] {Integer.toString(place), "key-" + row, value, Boolean.toString(poison)});
            if (random.nextInt(10) == 0) {
                String[] again = sent.get(random.nextInt(sent.size()));
                send(partitions.get(Integer.parseInt(again[0])), again[1], again[2], Boolean.parseBoolean(again[3]));
                count(Fault.DUPLICATES);
            }
        }
        partitions.forEach(broker::appendMarker);
    }

    private void send(TopicPartition partition, String key, String value, boolean poison) {
        int gap = random.nextInt(8) == 0 ? random.nextInt(1, 5) : 0;
        if (gap > 0) {
            count(Fault.GAPS);
        }
        broker.append(partition, key, value, gap);
        if (poison) {
            poisonPlaces.add(
                    SimulatedDeadLetters.place(partition.topic(), partition.partition(), broker.end(partition) - 1));
        }
    }

    private void count(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private void start() {
        started++;
        SimulatedProcess process = new SimulatedProcess(
                "process-" + started,
                broker,
                store.connection(),
                deadLetters.new Sender(),
                settings,
                () -> nanos,
                random.nextLong(),
                random.nextInt(5, 60),
                this::await);
        processes.add(process);
    }

    /** One step of somebody who is not waiting. */
    private void step(Optional<SimulatedProcess> waiting) {
        steps++;
        if (!calm && random.nextInt(12) == 0) {
            fault(FAULTS.get(random.nextInt(FAULTS.size())));
        }
        List<Runnable> possible = new ArrayList<>();
        for (SimulatedProcess process : processes) {
            process.addSteps(possible);
        }
        if (store.hasDue()) {
            possible.add(store::answerOne);
            possible.add(store::answerOne);
        }
        if (possible.isEmpty() || random.nextInt(3) == 0) {
            advance();
        } else {
            possible.get(random.nextInt(possible.size())).run();
        }
        processes.removeIf(SimulatedProcess::isGone);
        checkAlways();
        if (waiting.isPresent() && waiting.get().isDead()) {
            throw new SimulatedProcess.Died();
        }
    }

    /** Time passes only a little, so that whoever wants to work gets to it. */
    private void advance() {
        long next = Math.min(store.nextDueNanos(), nanos + random.nextInt(1, 20) * 1_000_000L);
        nanos = Math.max(nanos + 1, next);
    }

    /** What a waiting poll loop sees: the others go on. */
    private void await(SimulatedProcess process, SimulatedProcess.SimulatedSignal signal, long seen, Duration longest) {
        long end = nanos + longest.toNanos();
        while (signal.seen() == seen && nanos < end) {
            step(Optional.of(process));
        }
        if (process.isDead()) {
            throw new SimulatedProcess.Died();
        }
    }

    private void fault(Fault fault) {
        List<SimulatedProcess> live =
                processes.stream().filter(process -> !process.isEnding()).toList();
        if (live.isEmpty()) {
            start();
            return;
        }
        SimulatedProcess process = live.get(random.nextInt(live.size()));
        count(fault);
        reached.merge(fault + " × " + process.state(), 1, Integer::sum);
        switch (fault) {
            case REBALANCE -> broker.assignAnew();
            case EXPEL -> broker.expel(process.consumer());
            case KILL -> process.die();
            case STOP -> process.stop();
            case START -> {
                if (live.size() < 3) {
                    start();
                }
            }
            case COMMITS_FAIL -> broker.failCommits(random.nextInt(3) * 0.4);
            case STORE_DOWN -> store.down(random.nextBoolean());
            case STORE_FLAKY -> store.flaky(random.nextInt(3) * 0.2);
            case STORE_SLOW -> store.slow(random.nextInt(3) * 300_000_000L);
            case LETTERS_DOWN -> deadLetters.down(random.nextBoolean());
            case DEPENDENCY -> {
                if (random.nextBoolean()) {
                    store.makeDependent(Samples.key("row-" + random.nextInt(25)));
                } else {
                    store.satisfyDependencies();
                }
            }
            case SET_BACK -> {
                if (snapshot.isEmpty() || random.nextBoolean()) {
                    snapshot = Optional.of(store.snapshot());
                } else if (random.nextInt(4) == 0) {
                    store.setBack(snapshot.get());
                    setBack = true;
                }
            }
            case TRUNCATE -> truncate();
            case POISON, DUPLICATES, GAPS -> throw new IllegalStateException("in the log from the start");
        }
    }

    /** Only what a group has begun with: a fresh one takes what there is. */
    private void truncate() {
        TopicPartition partition = List.copyOf(broker.partitions()).get(random.nextInt(PARTITIONS));
        long committed = broker.committed(partition);
        if (committed > 0 && random.nextInt(10) == 0) {
            broker.truncate(partition, committed + random.nextInt(20) - 15);
            truncated = true;
        }
    }

    private void calm() {
        calm = true;
        if (truncated) {
            // Somebody has mended the gaps and starts the connector again.
            broker.restoreLog();
            processes.forEach(SimulatedProcess::die);
        }
        broker.failCommits(0);
        store.down(false);
        store.flaky(0);
        store.slow(0);
        store.satisfyDependencies();
        deadLetters.down(false);
        if (processes.stream().allMatch(SimulatedProcess::isEnding)) {
            start();
        }
    }

    /** A commit never passes what the store has held. */
    private void committing(TopicPartition partition, long from, long to) {
        if (to < from && !setBack) {
            throw new AssertionError("commit of " + partition + " back from " + from + " to " + to);
        }
        if (to > store.progress().furthest(Samples.progressKey(partition))) {
            throw new AssertionError("commit of " + partition + " to " + to + " past the store's progress");
        }
    }

    /** Before progress is raised everything below it must be in the store, newer there, or a stored letter. */
    private void raising(int number, long from, long to) {
        TopicPartition partition = new TopicPartition("bank", number);
        for (ConsumerRecord<byte[], byte[]> record : broker.between(partition, from, to)) {
            String[] words = new String(record.value(), java.nio.charset.StandardCharsets.UTF_8).split(" ", -1);
            RowKey key = Samples.key(words[1]);
            var version = Samples.version(Long.parseLong(words[2]));
            boolean held = store.row(key)
                    .map(row -> !version.isNewerThan(row.version()))
                    .orElse(false);
            boolean letter =
                    deadLetters.has(SimulatedDeadLetters.place(record.topic(), record.partition(), record.offset()));
            if (!held && !letter) {
                throw new AssertionError("raised past " + partition + "@" + record.offset() + ", which is nowhere");
            }
        }
    }

    private boolean isAllProgress() {
        return broker.partitions().stream()
                .allMatch(partition ->
                        store.progress().held(Samples.progressKey(partition)).orElse(0) == broker.end(partition));
    }

    private void checkAlways() {
        for (SimulatedProcess process : processes) {
            process.failure().ifPresent(failure -> {
                throw new AssertionError(process + " failed", failure);
            });
            long sincePoll = nanos - process.consumer().lastPollNanos();
            if (!process.isEnding() && sincePoll > POLL_GAP.toNanos()) {
                throw new AssertionError(process + " has not polled for " + sincePoll / 1_000_000 + " ms");
            }
        }
        for (String place : deadLetters.stored()) {
            if (!poisonPlaces.contains(place)) {
                throw new AssertionError("a good record is a dead letter: " + place);
            }
        }
    }

    private void checkEnd() {
        expected.forEach((key, newest) -> {
            RowWrite held = store.row(key).orElseThrow(() -> new AssertionError("lost: " + key));
            if (!held.version().equals(newest.version())) {
                throw new AssertionError(key + " is " + held.version() + ", at the source " + newest.version());
            }
        });
        if (!store.rows().keySet().equals(expected.keySet())) {
            throw new AssertionError("rows that nobody wrote");
        }
    }

    private String committed() {
        StringBuilder text = new StringBuilder();
        broker.partitions()
                .forEach(partition -> text.append(broker.committed(partition))
                        .append('/')
                        .append(broker.end(partition))
                        .append(' '));
        return text.toString();
    }
}
