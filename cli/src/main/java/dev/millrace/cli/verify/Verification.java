package dev.millrace.cli.verify;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param rows in the target's tables
 * @param differences in all: rows that are missing, rows that are too many, columns that differ
 * @param first the first of them, in words
 */
public record Verification(long rows, long differences, List<String> first) {

    public boolean isEqual() {
        return differences == 0;
    }
}
