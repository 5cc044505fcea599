package dev.millrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.verify.Verification;
import dev.millrace.simulator.delivery.DeliveryCounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a demo found.
 *
 * @param changes at the source
 * @param deadLetters by topic; the demo sends nothing that cannot be applied, so any is a failure
 */
record DemoResult(
        long seed,
        long changes,
        Measured measured,
        ConnectorCounts counts,
        SortedMap<String, Long> deadLetters,
        DeliveryCounts delivery,
        Verification verification) {

    /** True where the target is equal and no record was given up on. */
    boolean isVerified() {
        return verification.isEqual() && deadLetters.isEmpty();
    }

    /** Says what was given up on and where to look; empty where nothing was. */
    Optional<String> deadLetterMessage() {
        if (deadLetters.isEmpty()) {
            return Optional.empty();
        }
        String topics = deadLetters.entrySet().stream()
                .map(letters -> letters.getKey() + " (" + number(letters.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of("NOT verified: dead letters, though the demo sends nothing that cannot be applied: "
                + number(allDeadLetters()) + ". Look in " + topics + ".");
    }

    private long allDeadLetters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line of JSON; its shape is part of the interface. */
    String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("verified", isVerified());
        root.put("seed", seed);
        ObjectNode postgres = root.putObject("targets").putObject("postgres");
        postgres.put("changes", changes);
        postgres.put("rows", verification.rows());
        postgres.put("changesPerSecond", rounded(measured.changesPerSecond()));
        ObjectNode latency = postgres.putObject("latencyMs");
        latency.put("p50", rounded(measured.p50().orElse(0) * 1000));
        latency.put("p99", rounded(measured.p99().orElse(0) * 1000));
        postgres.put("stale", counts.stale());
        postgres.put("superseded", counts.superseded());
        postgres.put("deadLetters", allDeadLetters());
        postgres.put("differences", verification.differences());
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** The result for a person, a line each. */
    List<String> table() {
        String lives = measured.kills() == 0 ? "" : " (at least: what a killed connector had not reported is lost)";
        return List.of(
                row("changes at the source", number(changes)),
                row(
                        "records delivered",
                        number(delivery.sent()) + " (" + number(delivery.duplicates()) + " duplicates, "
                                + number(delivery.replayed()) + " replayed, " + number(delivery.late()) + " late)"),
                row("rows in PostgreSQL", number(verification.rows())),
                row("changes/s", String.format(Locale.ROOT, "%,.0f", measured.changesPerSecond())),
                row(
                        "end-to-end latency",
                        "p50 " + millis(measured.p50()) + ", p99 " + millis(measured.p99())
                                + String.format(Locale.ROOT, " at %,.0f changes/s", measured.pace())),
                row("stale", number(counts.stale()) + lives),
                row("superseded", number(counts.superseded()) + lives),
                row("dead letters", number(allDeadLetters())),
                row("connector killed", number(measured.kills())),
                row("equal", verification.isEqual() ? "yes" : "NO"));
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "  %-22s %s", name, value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(OptionalDouble seconds) {
        return seconds.isEmpty() ? "not measured" : String.format(Locale.ROOT, "%.1f ms", seconds.getAsDouble() * 1000);
    }
}
