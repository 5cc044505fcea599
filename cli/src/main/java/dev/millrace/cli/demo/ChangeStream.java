package dev.millrace.cli.demo;

import dev.millrace.simulator.delivery.DeliveryCounts;
import java.nio.file.Path;
import java.util.List;

/** The bank's changes on their way into Kafka. For one thread at a time, but for {@link #made()} and {@link #processes()}. */
interface ChangeStream extends AutoCloseable {
    /** As fast as they can be made. */
    double UNLIMITED = Double.POSITIVE_INFINITY;

    /**
     * Makes further changes.
     *
     * @param changes to make at least; exactly so many at the end of the stream
     */
    void play(long changes, double perSecond) throws InterruptedException;

    /** Returns once Kafka has stored what was sent. */
    void settle() throws InterruptedException;

    /** Returns once all that was held back is stored in Kafka, too; nothing is played after that. */
    void finish() throws InterruptedException;

    /** How many changes the source has made; for any thread. */
    long made();

    /** What was delivered, as far as it was counted: what a process was killed with is lost. */
    DeliveryCounts counts() throws InterruptedException;

    /** Writes the rows that the source holds at the end. */
    void writeTruth(Path file);

    /** The processes that it runs, as far as they have begun; for any thread. */
    List<MillraceProcess> processes();

    @Override
    void close();
}
