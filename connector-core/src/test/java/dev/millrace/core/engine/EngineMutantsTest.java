package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the simulation finds defects: each of these dies within 1,000 seeds. */
class EngineMutantsTest {
    private static final int SEEDS = 1_000;

    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(
                        "commit past an unsettled record",
                        "Frontier.java",
                        "return oldestUnsettled().map(PendingRecord::offset).orElse(position);",
                        "return position;"),
                Arguments.of(
                        "completions counted instead of marked",
                        "Frontier.java",
                        "while (first != null && first.isSettled()) {",
                        "while (first != null && pending.stream().anyMatch(PendingRecord::isSettled)) {"),
                Arguments.of(
                        "settled before the dead letter is acknowledged",
                        "Settler.java",
                        "deadLetters.send(new DeadLetter(record.record(), reason, version), () -> {",
                        "settle(record, Settlement.DEAD_LETTERED);"
                                + " deadLetters.send(new DeadLetter(record.record(), reason, version), () -> {"),
                Arguments.of(
                        "pause sticky after a rebalance", "Pauses.java", "partitions.forEach(paused::remove);", ""),
                Arguments.of(
                        "superseded change dropped",
                        "Settler.java",
                        "answered(older.record(), Settlement.SUPERSEDED);",
                        ""),
                Arguments.of(
                        "predecessor of a poison survivor forgotten",
                        "BatchWriter.java",
                        "promoted.add(task.predecessor());",
                        "settler.written(task.predecessor(), Settlement.STALE);"),
                Arguments.of(
                        "commit before the store's answer",
                        "BatchWriter.java",
                        "target.write(next.writes(), next);",
                        "target.write(next.writes(), next);"
                                + " batch.forEach(task -> task.record().record().settle(Settlement.APPLIED));"),
                Arguments.of(
                        "progress not rewound",
                        "Partitions.java",
                        "held.isEmpty() || held.getAsLong() < covered.getAsLong()",
                        "held.isEmpty()"),
                Arguments.of(
                        "end of the target's session ignored", "ProgressAsker.java", "if (ended) {", "if (false) {"),
                Arguments.of(
                        "commit ahead of the target's progress",
                        "Commits.java",
                        "long covered = assignment.covered().orElse(0);",
                        "long covered = assignment.frontier().head();"),
                Arguments.of(
                        "gap ignored",
                        "Partitions.java",
                        "if (onGap == EngineSettings.OnGap.CONTINUE) {",
                        "if (true) {"),
                Arguments.of(
                        "order of versions ignored in a batch",
                        "RowTask.java",
                        "if (later.write.version().isNewerThan(write.version())) {",
                        "if (true) {"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void dies(String name, String file, String original, String replacement) throws Exception {
        SourceMutant mutant = new SourceMutant(file, original, replacement);
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                mutant.simulate(seed);
            } catch (Throwable found) {
                System.out.printf("  %-50s dies at seed %d: %s%n", name, seed, found.getMessage());
                return;
            }
        }
        fail(name + " lives through " + SEEDS + " seeds");
    }
}
