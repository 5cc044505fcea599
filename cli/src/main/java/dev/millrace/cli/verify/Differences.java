package dev.millrace.cli.verify;

import java.util.ArrayList;
import java.util.List;

/** Counts all differences and names the first. For one thread. */
final class Differences {
    private static final int NAMED = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String difference) {
        count++;
        if (first.size() < NAMED) {
            first.add(difference);
        }
    }

    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }
}
