package dev.millrace.bench.postgres;

import java.util.List;

/**
 * What is measured, and how long.
 *
 * @param seconds after which a pass is cut off
 * @param latencySeconds how long is looked in the scenario of latencies
 * @param trialSeconds after which a trial of a setting is cut off
 * @param warmUpSeconds of each JVM, before anything counts
 * @param records in each topic
 * @param largeRows in the large table
 */
record PostgresOptions(
        List<Entrant> entrants,
        List<Scenario> scenarios,
        double seconds,
        double latencySeconds,
        double trialSeconds,
        double warmUpSeconds,
        int records,
        int largeRows,
        long seed) {

    /** Who is measured in a scenario. */
    List<Entrant> entrants(Scenario scenario) {
        return scenario.entrants().stream().filter(entrants::contains).toList();
    }

    boolean withDebezium() {
        return entrants.stream().anyMatch(Entrant::isDebezium);
    }
}
