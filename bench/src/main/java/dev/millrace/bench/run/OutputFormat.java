package dev.millrace.bench.run;

/** How a result is printed. */
public enum OutputFormat {
    TEXT,
    JSON
}
