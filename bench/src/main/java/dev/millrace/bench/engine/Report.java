package dev.millrace.bench.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.sample.Consumers;
import dev.millrace.bench.sample.SampleRecords;
import dev.millrace.bench.sample.SampleTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown: ratios first, then what they are made of. */
record Report(Machine machine, BenchOptions options, String engineSettings, List<Scenario> scenarios) {

    List<String> text() {
        List<String> text = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            text.add(scenario.title());
            EngineGoals.of(scenario).forEach(goal -> text.add(goal.line()));
            text.add(String.format(Locale.ROOT, "  %-48s %12s %20s", "", "records/s", "CPU s per million"));
            for (Line line : scenario.lines()) {
                text.add(row("", line.setup(), line.measured())
                        + (line.brokenOff() == 0 ? "" : "  (" + line.brokenOff() + " turns broke off)"));
                line.trials()
                        .forEach(trial -> text.add(
                                trial.failed()
                                        ? "    tried: " + trial.setup().label() + ": broke off"
                                        : row("  tried: ", trial.setup(), trial.measured())));
            }
            text.add("");
        }
        text.addAll(settings());
        return text;
    }

    private static String row(String prefix, Setup setup, Measured measured) {
        return String.format(
                Locale.ROOT,
                "  %-48s %,12.0f %20.2f",
                prefix + setup.label(),
                measured.perSecond(),
                measured.cpuSecondsPerMillion());
    }

    private List<String> settings() {
        return List.of(
                machine.line(),
                String.format(
                        Locale.ROOT,
                        "%.0f s each in %d turns, %.1f s for each trial, after %.1f s of warm-up; JVM options of all: %s",
                        options.seconds(),
                        options.slices(),
                        options.trialSeconds(),
                        options.warmUpSeconds(),
                        String.join(" ", ContestantJvm.options())),
                String.format(
                        Locale.ROOT,
                        "%,d uncompressed records of %d bytes in %d partitions; all: max.poll.records=%d,"
                                + " isolation.level=read_committed",
                        options.records(),
                        SampleRecords.BYTES,
                        SampleTopic.PARTITIONS,
                        Consumers.POLL_RECORDS),
                "plain loop: commitAsync after each poll; Parallel Consumer: ordering=KEY,"
                        + " PERIODIC_CONSUMER_ASYNCHRONOUS every 5 s (its default)",
                "Millrace: " + engineSettings);
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine);
        json.put("options", options);
        json.put("jvmOptions", ContestantJvm.options());
        json.put("engine", engineSettings);
        List<Object> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            results.add(Map.of("scenario", scenario, "goals", EngineGoals.of(scenario)));
        }
        json.put("results", results);
        try {
            return new ObjectMapper()
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
