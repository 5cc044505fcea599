package dev.millrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.simulator.delivery.DeliveryCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a demo found.
 *
 * @param changes at the source
 * @param records in the topics at the end
 * @param delivery what was counted of it
 * @param stageKills how often each stage was killed, by name; empty where the run has none
 * @param targets at least one
 * @param memory bytes that processes hold, by name, in the order in which they are told
 */
record DemoResult(
        long seed,
        long changes,
        long records,
        DeliveryCounts delivery,
        Map<String, Integer> stageKills,
        List<TargetResult> targets,
        Map<String, Long> memory) {
    private static final long MIB = 1 << 20;

    /** True where all targets are equal and no record was given up on. */
    boolean isVerified() {
        return targets.stream().allMatch(TargetResult::isVerified);
    }

    /** Says what was given up on and where to look; empty where nothing was. */
    Optional<String> deadLetterMessage() {
        SortedMap<String, Long> letters = new TreeMap<>();
        targets.forEach(target -> letters.putAll(target.deadLetters()));
        if (letters.isEmpty()) {
            return Optional.empty();
        }
        String topics = letters.entrySet().stream()
                .map(topic -> topic.getKey() + " (" + number(topic.getValue()) + ")")
                .collect(Collectors.joining(", "));
        long all = targets.stream().mapToLong(TargetResult::allDeadLetters).sum();
        return Optional.of("NOT verified: dead letters, though the demo sends nothing that cannot be applied: "
                + number(all) + ". Look in " + topics + ".");
    }

    /** One line of JSON; its shape is part of the interface. */
    String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("verified", isVerified());
        root.put("seed", seed);
        ObjectNode all = root.putObject("targets");
        targets.forEach(target -> put(target, all.putObject(target.target().key())));
        ObjectNode sizes = root.putObject("memoryMiB");
        memory.forEach((name, bytes) -> sizes.put(name, bytes / MIB));
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void put(TargetResult target, ObjectNode json) {
        json.put("changes", changes);
        json.put("rows", target.verification().rows());
        json.put("changesPerSecond", rounded(target.measured().changesPerSecond()));
        ObjectNode latency = json.putObject("latencyMs");
        latency.put("p50", rounded(target.measured().p50().orElse(0) * 1000));
        latency.put("p99", rounded(target.measured().p99().orElse(0) * 1000));
        json.put("stale", target.counts().stale());
        json.put("superseded", target.counts().superseded());
        json.put("deadLetters", target.allDeadLetters());
        json.put("differences", target.verification().differences());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** The result for a person, a line each, targets side by side. */
    List<String> table() {
        boolean killed = targets.stream().anyMatch(target -> target.kills() > 0);
        String atLeast = killed ? "at least: what a killed connector had not reported is lost" : "";
        double pace = targets.get(0).measured().pace();
        List<String> lines = new ArrayList<>(List.of(
                "  " + padded("changes at the source") + number(changes),
                "  " + padded("records delivered") + number(records) + " (" + faults() + ")",
                ""));
        lines.add(row("", target -> target.target().title(), ""));
        lines.add(row("rows", target -> number(target.verification().rows()), ""));
        lines.add(row("changes/s", target -> number(Math.round(target.measured().changesPerSecond())), ""));
        String at = String.format(Locale.ROOT, "at %,.0f changes/s", pace);
        lines.add(
                row("end-to-end latency p50", target -> millis(target.measured().p50()), at));
        lines.add(
                row("end-to-end latency p99", target -> millis(target.measured().p99()), at));
        lines.add(row("stale", target -> number(target.counts().stale()), atLeast));
        lines.add(row("superseded", target -> number(target.counts().superseded()), atLeast));
        lines.add(row("dead letters", target -> number(target.allDeadLetters()), ""));
        lines.add(row("connector killed", target -> number(target.kills()), ""));
        lines.add(row("equal", target -> target.verification().isEqual() ? "yes" : "NO", ""));
        lines.add("");
        if (stagesKilled()) {
            lines.add("  " + padded("stages killed") + listed(stageKills, kills -> number(kills)));
        }
        lines.add("  " + padded("memory, MiB") + listed(memory, bytes -> number(bytes / MIB)));
        return lines;
    }

    private boolean stagesKilled() {
        return stageKills.values().stream().anyMatch(kills -> kills > 0);
    }

    private String faults() {
        String counted = number(delivery.duplicates()) + " duplicates, " + number(delivery.replayed()) + " replayed, "
                + number(delivery.late()) + " late";
        return stagesKilled() ? "at least " + counted + "; others sent again after a kill" : counted;
    }

    private String row(String name, Function<TargetResult, String> value, String remark) {
        return Stream.concat(targets.stream().map(value), Stream.of(remark))
                .map(cell -> String.format(Locale.ROOT, "%-13s", cell))
                .collect(Collectors.joining("", "  " + padded(name), ""))
                .stripTrailing();
    }

    private static <T> String listed(Map<String, T> values, Function<T, String> text) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + text.apply(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String padded(String name) {
        return String.format(Locale.ROOT, "%-24s", name);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(OptionalDouble seconds) {
        return seconds.isEmpty() ? "not measured" : String.format(Locale.ROOT, "%.1f ms", seconds.getAsDouble() * 1000);
    }
}
