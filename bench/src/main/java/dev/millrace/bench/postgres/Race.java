package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets the entrants of scenarios run one after the other, each with its best setting. For one thread. */
final class Race {
    private final Field field;
    private final Consumer<String> progress;
    /** Entrants' best settings, by the scenario in which they were looked for. */
    private final Map<Scenario, Map<Entrant, Setting>> best = new EnumMap<>(Scenario.class);

    /** @param progress takes a line for each pass */
    Race(Field field, Consumer<String> progress) {
        this.field = field;
        this.progress = progress;
    }

    ScenarioResult run(Course course, Scenario scenario) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (Entrant entrant : field.options().entrants(scenario)) {
            List<Entry.Trial> trials = new ArrayList<>();
            Setting setting = best(entrant, course, scenario, trials);
            entries.add(entry(setting, course, scenario).after(trials));
        }
        return new ScenarioResult(scenario, entries);
    }

    /** A peer that breaks off keeps what its others have measured; we do not break. */
    private Entry entry(Setting setting, Course course, Scenario scenario) throws InterruptedException {
        try {
            if (scenario == Scenario.LATENCY) {
                Latencies latencies = new LatencyTurn(field).run(setting);
                progress.accept(String.format(
                        Locale.ROOT,
                        "  %s: p50 %.1f ms, p99 %.1f ms",
                        setting.label(),
                        latencies.p50Millis(),
                        latencies.p99Millis()));
                return Entry.of(setting, latencies);
            }
            return Entry.of(setting, measured(setting, course, field.options().seconds(), ""));
        } catch (BenchFailure broken) {
            if (setting.entrant().isMillrace()) {
                throw broken;
            }
            progress.accept("  " + setting.label() + ": " + broken.getMessage());
            return Entry.brokenOff(setting, String.valueOf(broken.getMessage()));
        }
    }

    /** @param trials takes those that are made now */
    private Setting best(Entrant entrant, Course course, Scenario scenario, List<Entry.Trial> trials)
            throws InterruptedException {
        Map<Entrant, Setting> known =
                best.computeIfAbsent(scenario.trial(entrant), any -> new EnumMap<>(Entrant.class));
        Optional<Setting> before = Optional.ofNullable(known.get(entrant));
        if (before.isPresent()) {
            return before.get();
        }
        List<Setting> candidates = Setting.candidates(entrant);
        if (candidates.size() > 1 && field.options().trialSeconds() > 0) {
            for (Setting candidate : candidates) {
                trials.add(new Entry.Trial(candidate, tried(candidate, course)));
            }
        }
        Setting chosen = trials.stream()
                .filter(trial -> trial.outcome().isPresent())
                .max((one, other) -> Outcome.faster(
                        one.outcome().orElseThrow(), other.outcome().orElseThrow()))
                .map(Entry.Trial::setting)
                .orElse(candidates.get(0));
        known.put(entrant, chosen);
        return chosen;
    }

    private Optional<Outcome> tried(Setting setting, Course course) throws InterruptedException {
        try {
            return Optional.of(measured(setting, course, field.options().trialSeconds(), "trial: "));
        } catch (BenchFailure broken) {
            progress.accept("  trial: " + setting.label() + ": " + broken.getMessage());
            return Optional.empty();
        }
    }

    private Outcome measured(Setting setting, Course course, double seconds, String prefix)
            throws InterruptedException {
        Outcome outcome = new Turn(field, course).run(setting, seconds);
        Measured measured = outcome.measured();
        progress.accept(String.format(
                Locale.ROOT,
                "  %s%s: %,.0f changes/s, %.2f CPU s per million, %s",
                prefix,
                setting.label(),
                measured.perSecond(),
                measured.cpuSecondsPerMillion(),
                outcome.verdict().word()));
        return outcome;
    }
}
