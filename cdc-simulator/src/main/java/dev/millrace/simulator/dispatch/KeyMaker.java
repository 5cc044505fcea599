package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.CapturedChange;

/** Makes the key of a Kafka record: equal for all changes of a row that has kept its key. Safe for all threads. */
interface KeyMaker {

    /** @throws KeyException where the change has no such key */
    byte[] key(CapturedChange change) throws KeyException;
}
