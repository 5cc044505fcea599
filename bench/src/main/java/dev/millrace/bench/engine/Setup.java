package dev.millrace.bench.engine;

import java.util.List;

/**
 * One contestant with its settings.
 *
 * @param batch most records in one call of the target; 0 where the contestant's own default counts
 * @param concurrency threads; 0 where the contestant's own default counts
 */
record Setup(Peer peer, int batch, int concurrency) {
    private static final List<Integer> PLAIN_BATCHES = List.of(500, 2_000, 5_000);
    private static final List<Integer> CONCURRENCIES = List.of(16, 64, 256);
    private static final List<Integer> PARALLEL_BATCHES = List.of(1, 500);

    /** The settings among which the peer's best is looked for. */
    static List<Setup> candidates(Peer peer) {
        return switch (peer) {
            case PLAIN ->
                PLAIN_BATCHES.stream().map(batch -> new Setup(peer, batch, 1)).toList();
            case MILLRACE -> List.of(new Setup(peer, 0, 0));
            case PARALLEL_CONSUMER ->
                CONCURRENCIES.stream()
                        .flatMap(threads -> PARALLEL_BATCHES.stream().map(batch -> new Setup(peer, batch, threads)))
                        .toList();
        };
    }

    String label() {
        return switch (peer) {
            case PLAIN -> "plain loop, " + batch + " a call";
            case MILLRACE -> "Millrace";
            case PARALLEL_CONSUMER ->
                "Parallel Consumer, " + concurrency + " threads, " + (batch == 1 ? "one" : batch) + " a call";
        };
    }
}
