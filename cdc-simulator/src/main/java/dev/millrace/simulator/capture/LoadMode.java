package dev.millrace.simulator.capture;

/** How the rows that a source begins with are captured. */
enum LoadMode {
    /** As changes of its log, before all others. */
    LOGGED,
    /** By a load that reads them while they change. */
    CONCURRENT
}
