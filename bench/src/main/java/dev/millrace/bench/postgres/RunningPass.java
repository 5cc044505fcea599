package dev.millrace.bench.postgres;

/** An entrant at work in this JVM. For one thread, but for its own. */
interface RunningPass extends AutoCloseable {

    /** @throws dev.millrace.bench.run.BenchFailure when it has failed */
    PassState state();

    /** Finishes what it has begun, and commits. */
    @Override
    void close();

    static RunningPass start(PassSpec spec) {
        return switch (spec.setting().entrant()) {
            case INLINE, SIDECAR -> new MillracePass(spec);
            case BARE -> new BarePass(spec);
            case PLAIN -> new PlainPass(spec);
            case DEBEZIUM, DEBEZIUM_DEFAULTS -> throw new IllegalArgumentException("runs in Kafka Connect");
        };
    }
}
