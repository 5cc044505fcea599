package dev.millrace.stack;

/** What becomes of a store's data when its process ends. */
public enum Storage {
    /** What was acknowledged survives a stop and a crash. */
    DURABLE,
    /**
     * Nothing needs to survive: stores that can are faster for it. DynamoDB Local keeps its tables in memory, ten times as fast as in files;
     * Redis writes no file; Cassandra does not wait for the disk.
     */
    FLEETING
}
