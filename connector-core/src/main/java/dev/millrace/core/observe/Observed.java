package dev.millrace.core.observe;

/** What a process shows of itself; asked by many threads at once. */
public interface Observed {

    /** Prometheus's text format. */
    String metrics();

    /** A JSON object for people and scripts. */
    String status();

    /** Whether the process does what it has to; else it is to be killed and started again. */
    boolean isAlive();

    /** Whether the process takes part. */
    boolean isReady();
}
