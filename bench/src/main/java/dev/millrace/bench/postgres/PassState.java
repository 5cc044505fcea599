package dev.millrace.bench.postgres;

/**
 * How far a pass of ours has come.
 *
 * @param settled changes; only the bare loop counts them
 * @param ended whether there is nothing left to do; only the bare loop knows
 */
record PassState(long settled, boolean ended) {
    static final PassState UNDER_WAY = new PassState(0, false);
}
