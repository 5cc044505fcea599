package dev.millrace.bench.engine;

/** A consumer at work, from its start to its last commit. */
interface Contestant extends AutoCloseable {

    /** Records that it has settled until now; grows. */
    long settled();

    /** Finishes what it has begun, commits and leaves the group. */
    @Override
    void close();

    /** Starts in a group of its own that has committed nothing. */
    static Contestant start(RunSpec spec, String group) {
        return switch (spec.setup().peer()) {
            case PLAIN -> new PlainLoop(spec, group);
            case MILLRACE -> new MillraceConnector(spec, group);
            case PARALLEL_CONSUMER -> new ParallelConsumerRun(spec, group);
        };
    }
}
