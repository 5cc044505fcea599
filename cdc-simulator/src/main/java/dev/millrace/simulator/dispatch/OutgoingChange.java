package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.PartHeader;

/**
 * A change on its way to Kafka.
 *
 * @param header of its part
 * @param ordinal its place in the log
 * @param key of its record
 * @param part that waits for it
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way: copied nowhere, compared nowhere.
record OutgoingChange(
        DispatchedObject object, CapturedChange change, PartHeader header, long ordinal, byte[] key, OpenPart part) {}
