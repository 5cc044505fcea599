package dev.millrace.simulator.process;

/** A process between the source's log and Kafka. */
public interface Stage {

    /** Runs until {@link #stop()}; belongs to one thread. */
    void run() throws InterruptedException;

    /** Asks it to end, and returns at once; from any thread, before or while it runs. */
    void stop();
}
