package dev.millrace.bench.sample;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws rows so that the n-th takes 1/n of what the first takes, to the power of the exponent. */
public final class ZipfRows {
    private final double[] cumulated;

    public ZipfRows(int rows, double exponent) {
        cumulated = new double[rows];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += 1 / Math.pow(i + 1, exponent);
            cumulated[i] = sum;
        }
    }

    /** 0 to rows - 1. */
    public int next(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }
}
