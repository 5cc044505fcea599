package dev.millrace.simulator.capture;

/**
 * How the units of work lie in the source's log.
 *
 * @param rollbacks the share of the units, 0 to 1, that is rolled back first, and then tried again
 * @param longUnits the share of the units, 0 to 1, that stays open while later ones commit
 */
record LogShape(double rollbacks, double longUnits) {}
