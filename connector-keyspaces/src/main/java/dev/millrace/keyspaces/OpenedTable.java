package dev.millrace.keyspaces;

import java.util.Optional;

/**
 * A table that passed the checks.
 *
 * @param prepared empty: a dry run, whose start would create the table
 */
record OpenedTable(MappedTable table, Optional<PreparedTable> prepared) {}
