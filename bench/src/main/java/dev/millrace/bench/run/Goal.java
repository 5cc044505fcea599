package dev.millrace.bench.run;

import java.util.Locale;

/**
 * What is to be reached.
 *
 * @param what is measured, as words that follow the value
 * @param bound the least value, or the largest where {@code atMost}
 * @param value measured
 */
public record Goal(String what, double bound, boolean atMost, double value) {

    public boolean isMet() {
        return atMost ? value <= bound : value >= bound;
    }

    /** For a report. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "  %s  %.2f %s (%s %s)",
                isMet() ? "met   " : "MISSED",
                value,
                what,
                atMost ? "at most" : "at least",
                Double.toString(bound).replaceFirst("\\.0$", ""));
    }
}
