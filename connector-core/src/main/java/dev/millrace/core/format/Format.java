package dev.millrace.core.format;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import java.util.Optional;

/** Reads the records of one product. Called by all lanes at once. */
public interface Format {

    /**
     * The change that the record carries; empty for a control record, which changes no row.
     *
     * @throws Rejection when the record can never be understood
     * @throws SourceFault when the source has to be changed first, or somebody has to decide
     * @throws SchemaUnavailable when what describes the record cannot be had now
     */
    Optional<Change> read(SourceRecord record) throws Rejection, SourceFault, SchemaUnavailable;
}
