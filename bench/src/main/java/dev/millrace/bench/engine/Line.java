package dev.millrace.bench.engine;

import java.util.List;

/**
 * One contestant's result in one scenario.
 *
 * @param brokenOff turns that the contestant did not finish: they have measured nothing
 * @param trials what the settings did among which this one was the best; empty where there was no choice
 */
record Line(Setup setup, Measured measured, int brokenOff, List<Trial> trials) {
    Line plus(Measured more) {
        return new Line(setup, measured.plus(more), brokenOff, trials);
    }

    Line plusBrokenOff() {
        return new Line(setup, measured, brokenOff + 1, trials);
    }

    /**
     * A short run with one of several settings.
     *
     * @param failed whether it broke off: it has measured nothing, and is not chosen
     */
    record Trial(Setup setup, Measured measured, boolean failed) {}
}
