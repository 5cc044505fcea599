package dev.millrace.bench.store;

/**
 * How long is measured, and with what.
 *
 * @param seconds that count, of each contestant
 * @param slices in which they are cut, so that the contestants take turns
 * @param warmUpSeconds of the server and of both contestants together
 * @param inFlight calls at once, of both
 * @param records in the topic: the connector must not come to its end
 */
record StoreOptions(double seconds, int slices, double warmUpSeconds, int inFlight, long records, long seed) {}
