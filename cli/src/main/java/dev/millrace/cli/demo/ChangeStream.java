package dev.millrace.cli.demo;

import dev.millrace.simulator.delivery.DeliveryCounts;
import java.nio.file.Path;
import java.util.Map;

/** The bank's changes on their way into Kafka. For one thread, but for {@link #made()}. */
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

    /** Sends what was held back, too; nothing is played after that. */
    void finish() throws InterruptedException;

    /** How many changes the source has made; for any thread. */
    long made();

    /** What was delivered, as far as it was counted. */
    DeliveryCounts counts() throws InterruptedException;

    /** Writes the rows that the source holds at the end. */
    void writeTruth(Path file);

    /** The processes that it runs, by name. */
    Map<String, Long> pids();

    @Override
    void close();
}
