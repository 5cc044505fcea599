package dev.millrace.bench.postgres;

import dev.millrace.bench.run.Measured;

/**
 * What a pass has shown.
 *
 * @param measured changes, time and CPU of the entrant's JVM, from the first visible row on
 * @param databaseCpuNanos of PostgreSQL over the same time
 * @param rowsWritten inserted and updated rows of the table, in the whole pass
 * @param peakKib the most memory that the JVM had; 0 where the system does not tell
 */
record Outcome(Measured measured, long databaseCpuNanos, long rowsWritten, long peakKib, Verdict verdict) {

    /** Whether the table holds what it has to. */
    enum Verdict {
        EQUAL("equal"),
        DIFFERENT("DIFFERENT"),
        /** Not at the end of the changes: there is nothing to compare with. */
        CUT_OFF("cut off");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    double databaseCpuSecondsPerMillion() {
        return measured.records() == 0 ? 0 : databaseCpuNanos * 1e-3 / measured.records();
    }

    double rowsWrittenPerSecond() {
        return measured.records() == 0 ? 0 : measured.perSecond() * rowsWritten / measured.records();
    }

    /** The best of several. */
    static int faster(Outcome one, Outcome other) {
        return Double.compare(one.measured.perSecond(), other.measured.perSecond());
    }
}
