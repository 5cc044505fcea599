package dev.millrace.cli.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * Values to heights.
 *
 * @param low the value at the bottom
 * @param high the value at the top
 * @param logarithm its base; 0 for a linear axis
 */
record Axis(double low, double high, double logarithm, double bottom, double top) {
    private static final int LINEAR_TICKS = 4;
    private static final int MOST_TICKS = 6;

    /** From 0 to a round value above the largest. */
    static Axis linear(double largest, double bottom, double top) {
        double step = step(largest > 0 ? largest : 1);
        return new Axis(0, step * Math.ceil((largest > 0 ? largest : 1) / step), 0, bottom, top);
    }

    /** From a power below the smallest to one above the largest. */
    static Axis logarithmic(double base, double smallest, double largest, double bottom, double top) {
        double low = Math.pow(base, Math.floor(Math.log(smallest) / Math.log(base) + 1e-9));
        double high = Math.pow(base, Math.ceil(Math.log(largest) / Math.log(base) - 1e-9));
        return new Axis(low, high > low ? high : low * base, base, bottom, top);
    }

    private static double step(double largest) {
        double rough = largest / LINEAR_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    /** What is below a logarithmic axis lies on its bottom. */
    double height(double value) {
        double share = logarithm == 0
                ? (value - low) / (high - low)
                : Math.log(Math.max(value, low) / low) / Math.log(high / low);
        return bottom - share * (bottom - top);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithm == 0) {
            double step = step(high);
            for (int i = 0; i * step <= high * 1.0001; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
        int powers = (int) Math.round(Math.log(high / low) / Math.log(logarithm));
        int every = Math.max(1, (powers + MOST_TICKS - 1) / MOST_TICKS);
        for (int i = 0; i <= powers; i += every) {
            ticks.add(low * Math.pow(logarithm, i));
        }
        return ticks;
    }
}
