package dev.millrace.simulator.dispatch;

/**
 * Where the changes of a table, segment or file go.
 *
 * @param name of the source
 */
record DispatchedObject(String name, String topic, KeyMaker key) {}
