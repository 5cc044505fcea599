package dev.millrace.redis;

/**
 * Which server it is, and which history of writes it has: a process that starts anew is another, and so is a replica that was promoted.
 *
 * @param run its {@code run_id}, empty where it tells none
 * @param history its {@code master_replid}, empty where it tells none
 */
record Identity(String run, String history) {

    /** Where it is not, nobody sees whether a new connection leads to the same server. */
    boolean isKnown() {
        return !run.isEmpty() || !history.isEmpty();
    }

    @Override
    public String toString() {
        return run + "/" + history;
    }
}
