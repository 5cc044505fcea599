package dev.millrace.bench.postgres;

import java.util.List;
import java.util.Optional;

/**
 * One entrant's result in one scenario.
 *
 * @param setting with which it was measured: its best
 * @param outcome empty in the scenario of latencies, and where the entrant broke off
 * @param latencies only in that scenario
 * @param failure why it broke off
 * @param trials what the settings did among which this one was the best; empty where nothing was tried here
 */
record Entry(
        Setting setting,
        Optional<Outcome> outcome,
        Optional<Latencies> latencies,
        Optional<String> failure,
        List<Trial> trials) {

    static Entry of(Setting setting, Outcome outcome) {
        return new Entry(setting, Optional.of(outcome), Optional.empty(), Optional.empty(), List.of());
    }

    static Entry of(Setting setting, Latencies latencies) {
        return new Entry(setting, Optional.empty(), Optional.of(latencies), Optional.empty(), List.of());
    }

    static Entry brokenOff(Setting setting, String failure) {
        return new Entry(setting, Optional.empty(), Optional.empty(), Optional.of(failure), List.of());
    }

    Entry after(List<Trial> before) {
        return new Entry(setting, outcome, latencies, failure, before);
    }

    /** Whether the table was not what it has to be. */
    boolean isWrong() {
        return outcome.filter(found -> found.verdict() == Outcome.Verdict.DIFFERENT)
                .isPresent();
    }

    /**
     * A short pass with one of several settings.
     *
     * @param outcome empty where it broke off: it is not chosen
     */
    record Trial(Setting setting, Optional<Outcome> outcome) {}
}
