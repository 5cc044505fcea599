package dev.millrace.bench.engine;

/** Who is measured. */
enum Peer {
    PLAIN,
    MILLRACE,
    PARALLEL_CONSUMER
}
