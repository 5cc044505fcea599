package dev.millrace.core.target;

/** A column of a target table. */
public record Column(String name, ColumnType type, boolean nullable) {}
