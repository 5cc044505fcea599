package dev.millrace.bench.postgres;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An entrant with what it is set to.
 *
 * @param batch most rows of a statement; 0 where its own default counts
 * @param tasks of the sink; 0 for who has none
 */
record Setting(Entrant entrant, int batch, int tasks) {
    private static final List<Integer> BARE_BATCHES = List.of(2_000, 500, 5_000);
    private static final int PLAIN_BATCH = 5_000;

    /** Those among which the entrant's best is looked for; the first where nothing is tried. */
    static List<Setting> candidates(Entrant entrant) {
        return switch (entrant) {
            case INLINE, SIDECAR -> List.of(new Setting(entrant, 0, 0));
            case BARE ->
                BARE_BATCHES.stream()
                        .map(batch -> new Setting(entrant, batch, 0))
                        .toList();
            case PLAIN -> List.of(new Setting(entrant, PLAIN_BATCH, 0));
            case DEBEZIUM ->
                List.of(new Setting(entrant, 5_000, 2), new Setting(entrant, 500, 2), new Setting(entrant, 5_000, 1));
            case DEBEZIUM_DEFAULTS -> List.of(new Setting(entrant, 0, 1));
        };
    }

    String label() {
        String rows = batch == 0 ? "" : ", " + batch + " a statement";
        return entrant.title()
                + rows
                + (entrant == Entrant.DEBEZIUM ? ", " + tasks + " task" + (tasks == 1 ? "" : "s") : "");
    }

    /** The options of the JVMs of these entrants, a line each. */
    static List<String> jvms(List<Entrant> entrants) {
        return entrants.stream()
                .map(entrant -> "JVM of " + entrant.title() + ": "
                        + entrant.jvmOptions().stream().collect(Collectors.joining(" ")))
                .toList();
    }
}
