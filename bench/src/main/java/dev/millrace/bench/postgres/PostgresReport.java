package dev.millrace.bench.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.millrace.bench.run.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown: goals first, then what they are made of. */
record PostgresReport(
        Machine machine, PostgresOptions options, String processors, String engine, List<ScenarioResult> results) {
    private static final double KIB_PER_MIB = 1024;

    /** Whether a connector's table was not what it has to be. */
    boolean isWrong() {
        return results.stream()
                .flatMap(result -> result.entries().stream())
                .anyMatch(entry -> entry.setting().entrant().isMillrace() && entry.isWrong());
    }

    List<String> text() {
        List<String> text = new ArrayList<>();
        for (ScenarioResult result : results) {
            text.add(result.scenario().description());
            PostgresGoals.of(result).forEach(goal -> text.add(goal.line()));
            text.add(
                    result.scenario() == Scenario.LATENCY
                            ? String.format(
                                    Locale.ROOT,
                                    "  %-52s %9s %9s %9s %14s %10s",
                                    "",
                                    "p50 ms",
                                    "p99 ms",
                                    "most ms",
                                    "CPU s/million",
                                    "peak MiB")
                            : String.format(
                                    Locale.ROOT,
                                    "  %-52s %11s %15s %14s %16s %9s  %s",
                                    "",
                                    "changes/s",
                                    "rows written/s",
                                    "CPU s/million",
                                    "PostgreSQL's",
                                    "peak MiB",
                                    "table"));
            result.entries().forEach(entry -> text.addAll(lines(entry)));
            text.add("");
        }
        text.addAll(settings());
        return text;
    }

    private static List<String> lines(Entry entry) {
        List<String> lines = new ArrayList<>();
        String label = entry.setting().label();
        entry.failure().ifPresent(why -> lines.add("  " + label + ": broke off: " + why));
        entry.latencies().ifPresent(found -> lines.add(line(label, found)));
        entry.outcome().ifPresent(found -> lines.add(line(label, found)));
        for (Entry.Trial trial : entry.trials()) {
            String tried = "  tried: " + trial.setting().label();
            lines.add(trial.outcome().map(found -> line(tried, found)).orElse("  " + tried + ": broke off"));
        }
        return lines;
    }

    private static String line(String label, Latencies found) {
        return String.format(
                Locale.ROOT,
                "  %-52s %9.1f %9.1f %9.1f %14.2f %10.0f",
                label,
                found.p50Millis(),
                found.p99Millis(),
                found.mostMillis(),
                found.measured().cpuSecondsPerMillion(),
                found.peakKib() / KIB_PER_MIB);
    }

    private static String line(String label, Outcome found) {
        return String.format(
                Locale.ROOT,
                "  %-52s %,11.0f %,15.0f %14.2f %16.2f %9.0f  %s",
                label,
                found.measured().perSecond(),
                found.rowsWrittenPerSecond(),
                found.measured().cpuSecondsPerMillion(),
                found.databaseCpuSecondsPerMillion(),
                found.peakKib() / KIB_PER_MIB,
                found.verdict().word());
    }

    private List<String> settings() {
        List<String> lines = new ArrayList<>();
        lines.add(machine.line());
        lines.add(processors);
        lines.add(String.format(
                Locale.ROOT,
                "%,d changes in %d partitions, uncompressed; passes cut off after %.0f s, trials after %.0f s, latencies"
                        + " for %.0f s; %.0f s of warm-up before each; fsync and synchronous_commit on, autovacuum off",
                options.records(),
                ChangeRecords.PARTITIONS,
                options.seconds(),
                options.trialSeconds(),
                options.latencySeconds(),
                options.warmUpSeconds()));
        lines.add(
                "latencies: from the call of the producer to the answer in which a reader, who looks every 2 ms, first sees"
                        + " the row; every " + SteadyChanges.EACH + "th change");
        lines.add("Debezium's sink 3.6.0.Final, tuned: unnest, reduction buffer, polls of 5,000 records");
        lines.addAll(Setting.jvms(options.entrants()));
        lines.add("Millrace: " + engine);
        return lines;
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine);
        json.put("options", options);
        json.put("processors", processors);
        json.put("engine", engine);
        json.put("jvms", Setting.jvms(options.entrants()));
        List<Object> all = new ArrayList<>();
        for (ScenarioResult result : results) {
            all.add(Map.of("result", result, "goals", PostgresGoals.of(result)));
        }
        json.put("results", all);
        try {
            return new ObjectMapper().registerModule(new Jdk8Module()).writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
