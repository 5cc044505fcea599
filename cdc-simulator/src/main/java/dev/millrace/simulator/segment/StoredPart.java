package dev.millrace.simulator.segment;

import dev.millrace.simulator.unit.PartHeader;

/**
 * A part of a unit of work as the log keeps it.
 *
 * @param payload header and changes, as {@link dev.millrace.simulator.unit.PartReader} reads them; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way: copied nowhere, compared nowhere.
public record StoredPart(PartHeader header, byte[] payload) {}
