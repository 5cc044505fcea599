package dev.millrace.bench.sample;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws rows so that the n-th takes 1/n of what the first takes. */
public final class ZipfRows {
    private final double[] cumulated;

    ZipfRows(int rows) {
        cumulated = new double[rows];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
    }

    /** 0 to rows - 1. */
    int next(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }
}
