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
     */
    Optional<Change> read(SourceRecord record) throws Rejection;
}
