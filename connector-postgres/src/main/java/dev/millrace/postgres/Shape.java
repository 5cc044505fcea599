package dev.millrace.postgres;

import dev.millrace.core.target.TargetTable;

/**
 * A table with the columns that it has from some moment on.
 *
 * @param table as the engine sees it: what it returned writes for
 */
record Shape(MappedTable mapped, TargetTable table, TableWriter writer) {}
