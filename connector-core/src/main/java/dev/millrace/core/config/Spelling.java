package dev.millrace.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
public final class Spelling {
    private static final int SLIP = 3;

    private Spelling() {}

    /** The known word that is a slip of the pen away, the closest first. */
    public static Optional<String> closest(String word, Collection<String> known) {
        return known.stream()
                .filter(other -> distance(other, word) <= SLIP)
                .min(Comparator.comparingInt(other -> distance(other, word)));
    }

    /** Edits (insert, remove, replace) from one word to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
