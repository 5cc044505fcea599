package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Row;
import java.util.Optional;

/** What one record says in its tags. */
record TagValues(
        Optional<String> objectName,
        Optional<String> operation,
        Optional<String> stck,
        Optional<String> ordinal,
        Optional<Row> before,
        Optional<Row> after) {}
