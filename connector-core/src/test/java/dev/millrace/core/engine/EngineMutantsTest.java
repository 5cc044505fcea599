package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.millrace.core.engine.SimulationSettings.Protocol;
import dev.millrace.core.engine.SourceMutant.Edit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** That the simulation finds defects: each of these dies within 1,000 seeds. */
class EngineMutantsTest {
    private static final int SEEDS = 1_000;
    private static final int SHOWN = 110;
    private static final Logger ENGINE = (Logger) LoggerFactory.getLogger("dev.millrace.core.engine");
    private static Level level = Level.INFO;

    @BeforeAll
    static void silenceTheEngine() {
        level = ENGINE.getEffectiveLevel();
        ENGINE.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheEngineSpeak() {
        ENGINE.setLevel(level);
    }

    /** A defect, and the ways of rebalancing under each of which it has to be found; none means any. */
    record Mutant(String name, Set<Protocol> under, List<Edit> edits) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Mutant mutant(String name, String file, String original, String replacement) {
        return new Mutant(name, Set.of(), List.of(new Edit(file, original, replacement)));
    }

    private static Mutant underEachProtocol(String name, Edit... edits) {
        return new Mutant(name, EnumSet.allOf(Protocol.class), List.of(edits));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(ofCommits(), ofProgress(), ofRebalances(), ofSettling(), ofOrder(), ofRest())
                .flatMap(List::stream);
    }

    private static List<Mutant> ofCommits() {
        return List.of(
                mutant(
                        "commit past an unsettled record",
                        "Frontier.java",
                        "return oldestUnsettled().map(PendingRecord::offset).orElse(position);",
                        "return position;"),
                mutant(
                        "completions counted instead of marked",
                        "Frontier.java",
                        "while (first != null && first.isSettled()) {",
                        "while (first != null && pending.stream().anyMatch(PendingRecord::isSettled)) {"),
                mutant(
                        "commit before the store's answer",
                        "BatchWriter.java",
                        "target.write(call.writes(), call);",
                        "target.write(call.writes(), call); next.get().rows()"
                                + ".forEach(task -> task.record().record().settle(Settlement.APPLIED));"),
                mutant("failed commit counts as done", "Commits.java", "if (failure == null) {", "if (true) {"),
                mutant("no commit after one that failed", "Commits.java", "underWay = false;", ""));
    }

    private static List<Mutant> ofProgress() {
        return List.of(
                mutant(
                        "progress not rewound",
                        "Partitions.java",
                        "held.isEmpty() || held.getAsLong() < covered.getAsLong()",
                        "held.isEmpty()"),
                mutant("end of the target's session ignored", "ProgressAsker.java", "if (ended) {", "if (false) {"),
                mutant(
                        "commit ahead of the target's progress",
                        "Commits.java",
                        "long covered = assignment.covered().orElse(0);",
                        "long covered = assignment.frontier().position();"),
                mutant(
                        "gap ignored",
                        "Partitions.java",
                        "if (onGap == EngineSettings.OnGap.CONTINUE) {",
                        "if (true) {"));
    }

    private static List<Mutant> ofRebalances() {
        return List.of(
                underEachProtocol(
                        "late completion credited",
                        new Edit(
                                "Partitions.java",
                                "private final ConnectorMetrics metrics;",
                                "private final ConnectorMetrics metrics;"
                                        + " private final Map<TopicPartition, Assignment> gone = new HashMap<>();"),
                        new Edit(
                                "Partitions.java",
                                "ended.add(assignment);",
                                "ended.add(assignment); gone.put(partition, assignment);"),
                        new Edit(
                                "Partitions.java",
                                "assignments.put(former.partition(), next);",
                                "assignments.put(former.partition(), next);"
                                        + " next.frontier().former = gone.containsKey(former.partition())"
                                        + " ? gone.get(former.partition()).frontier() : null;"),
                        new Edit(
                                "Frontier.java",
                                "private long bytes;",
                                "private long bytes; Frontier former;"
                                        + " private boolean isCredited(long offset) { return former != null"
                                        + " && former.pending.stream().anyMatch("
                                        + "r -> r.offset() == offset && r.isSettled()); }"),
                        new Edit(
                                "Frontier.java",
                                "while (first != null && first.isSettled()) {",
                                "while (first != null && (first.isSettled() || isCredited(first.offset()))) {")),
                underEachProtocol(
                        "pause lost in a rebalance",
                        new Edit("Pauses.java", "partitions.forEach(paused::remove);", "")),
                new Mutant(
                        "pause sticky after a rebalance",
                        // An eager rebalance makes the consumer forget all of them.
                        EnumSet.complementOf(EnumSet.of(Protocol.EAGER)),
                        List.of(new Edit("Pauses.java", "partitions.forEach(paused::remove);", "paused.clear();"))),
                mutant("never resumed", "Pauses.java", "consumer.resume(toResume);", ""),
                mutant(
                        "lost treated as revoked",
                        "Rebalances.java",
                        "        end(lost);\n",
                        "        commits.commitNow(end(lost), revokeBudget);\n"),
                mutant(
                        "write of a partition that is gone",
                        "Pieces.java",
                        "while (front != null && !front.assignment().isActive()) {",
                        "while (front == null) {"),
                mutant("revoke budget ignored", "Rebalances.java", "if (budget.isOver()", "if (false"));
    }

    private static List<Mutant> ofSettling() {
        return List.of(
                mutant(
                        "settled before the dead letter is acknowledged",
                        "Settler.java",
                        "deadLetters.send(new DeadLetter(record.record(), refusal, version), () -> {",
                        "record.settle(Settlement.DEAD_LETTERED);"
                                + " deadLetters.send(new DeadLetter(record.record(), refusal, version), () -> {"),
                mutant(
                        "superseded change dropped",
                        "Settler.java",
                        "answered(older.record(), Settlement.SUPERSEDED);",
                        ""),
                mutant(
                        "settled twice",
                        "Settler.java",
                        "mark(task.record(), how);",
                        "mark(task.record(), how); mark(task.record(), how);"),
                mutant(
                        "failed write of an incomplete call settled",
                        "BatchWriter.java",
                        "if (outcome instanceof Outcome.Failed) {",
                        "if (outcome instanceof Outcome.Failed && call.isComplete()) {"),
                mutant(
                        "settlement waits for the slowest of the batch",
                        "Call.java",
                        "if (!announced.get() && announced.compareAndSet(false, true)) {",
                        "if (answers.get() == unsettled.length && announced.compareAndSet(false, true)) {"),
                mutant("poison limit ignored", "Settler.java", "if (!poisonLimit.admit()) {", "if (false) {"),
                mutant(
                        "predecessor of a poison survivor forgotten",
                        "Failures.java",
                        "RowTask next = task.predecessor();",
                        "RowTask next = null; if (task.predecessor() != null) {"
                                + " settler.written(task.predecessor(), Settlement.STALE); }"),
                mutant(
                        "half of a batch dropped",
                        "Pieces.java",
                        "addAgain(piece.of(rows.subList(middle, rows.size())), nowNanos);",
                        ""),
                mutant("row that waits dropped", "WaitingRows.java", "return all;", "return List.of();"),
                mutant(
                        "good record taken for poison with its batch",
                        "Verdicts.java",
                        "case POISON -> pinned ? Verdict.REJECT : Verdict.HALVE;",
                        "case POISON -> Verdict.REJECT;"));
    }

    private static List<Mutant> ofOrder() {
        return List.of(
                mutant(
                        "order of versions ignored in a batch",
                        "RowTask.java",
                        "if (later.write.version().isNewerThan(write.version())) {",
                        "if (true) {"),
                mutant(
                        "tie-break ignored",
                        "RowTask.java",
                        "if (later.write.version().isNewerThan(write.version())) {",
                        "if (!write.version().isNewerThan(later.write.version())) {"),
                mutant(
                        "tie-break ignored among the replaced",
                        "RowTask.java",
                        "while (older != null && !later.write.version().isNewerThan(older.write.version())) {",
                        "while (older != null && older.write.version().isNewerThan(later.write.version())) {"),
                mutant(
                        "row that waits overtaken",
                        "WaitingRows.java",
                        "held.setAside(task);",
                        "held.setAside(task); held.release(task);"),
                mutant("row in flight twice", "BatchWriter.java", "held.hold(task);", ""),
                mutant(
                        "newer write of a row in flight dropped",
                        "HeldRows.java",
                        "row.newer = row.newer == null ? task : row.newer.mergeChain(task);",
                        ""),
                mutant(
                        "one key in several lanes",
                        "Lanes.java",
                        "int hash = key == null ? record.assignment().partition().hashCode() : Arrays.hashCode(key);",
                        "int hash = (int) record.offset();"));
    }

    private static List<Mutant> ofRest() {
        return List.of(
                mutant(
                        "budget ignored",
                        "Intake.java",
                        "return full ? Optional.of(PauseReason.BUDGET) : Optional.empty();",
                        "return Optional.empty();"),
                mutant(
                        "pipeline without end",
                        "Intake.java",
                        "if (inFlight.size() >= pipelineDepth) {",
                        "if (false) {"),
                mutant("handed out while draining", "Intake.java", "if (draining) {", "if (false) {"),
                mutant(
                        "no poll while it waits",
                        "PollLoop.java",
                        "            poll(Duration.ZERO);\n        }\n        metrics.polled();",
                        "        }\n        metrics.polled();"),
                mutant("backoff ignored", "Pieces.java", "nowNanos - delayed.element().dueNanos() >= 0", "true"),
                new Mutant(
                        "breaker ignored",
                        Set.of(),
                        List.of(
                                new Edit("BatchWriter.java", " || breaker.waitNanos(now) > 0", ""),
                                new Edit(
                                        "BatchWriter.java",
                                        "!breaker.mayCall(call, now)",
                                        "(!breaker.mayCall(call, now) && false)"))),
                mutant(
                        "breaker never probes",
                        "BatchWriter.java",
                        "!breaker.mayCall(call, now)",
                        "breaker.reason().isPresent()"),
                new Mutant(
                        "older failure taken for the probe's",
                        Set.of(),
                        List.of(
                                new Edit(
                                        "BatchWriter.java",
                                        "breaker.mayCall(call, now)",
                                        "breaker.mayCall(waiting, now)"),
                                new Edit(
                                        "Failures.java",
                                        "breaker.failed(call, code, now)",
                                        "breaker.failed(waiting, code, now)"))),
                mutant("answers never taken", "Lane.java", "boolean moved = writer.step();", "boolean moved = false;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void dies(Mutant mutant) throws Exception {
        SourceMutant source = new SourceMutant(mutant.edits());
        Set<String> alive = new TreeSet<>();
        mutant.under().forEach(protocol -> alive.add("protocol=" + protocol));
        boolean found = false;
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                source.simulate(seed);
                continue;
            } catch (AssertionError failure) {
                String how = String.valueOf(failure.getMessage());
                if (!found) {
                    System.out.printf("  %-46s %s%n", mutant, how.substring(0, Math.min(how.length(), SHOWN)));
                }
                found = true;
                alive.removeIf(how::contains);
            } catch (Throwable broken) {
                throw new AssertionError(mutant + " broke the simulation itself", broken);
            }
            if (alive.isEmpty()) {
                return;
            }
        }
        fail(mutant + " lives through " + SEEDS + " seeds " + alive);
    }
}
