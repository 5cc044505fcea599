package dev.millrace.bench.store;

import dev.millrace.bench.run.Measured;

/** Writes new rows as fast as the store takes them from somebody who does nothing else. For one thread. */
interface Bare extends AutoCloseable {

    Measured run(double seconds) throws InterruptedException;

    @Override
    void close();
}
