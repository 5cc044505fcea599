package dev.millrace.bench.postgres;

import java.util.List;
import java.util.Optional;

/** All entrants' results in a scenario. */
record ScenarioResult(Scenario scenario, List<Entry> entries) {

    Optional<Outcome> outcome(Entrant entrant) {
        return of(entrant).flatMap(Entry::outcome);
    }

    Optional<Latencies> latencies(Entrant entrant) {
        return of(entrant).flatMap(Entry::latencies);
    }

    private Optional<Entry> of(Entrant entrant) {
        return entries.stream()
                .filter(entry -> entry.setting().entrant() == entrant)
                .findFirst();
    }
}
