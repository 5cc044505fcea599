package dev.millrace.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the user asked the demo for.
 *
 * @param way of the changes into Kafka
 * @param changes at the source, the initial load included; empty: the loads and the daily file of {@code data}, and no more
 * @param data a directory with the data sets and copybooks; empty: the simulator's own
 * @param chaos for how long the changes are spread out while connectors and stages are killed now and then; empty: no killing
 */
record DemoOptions(
        DemoTargets targets, Way way, OptionalLong changes, long seed, Optional<Path> data, Optional<Duration> chaos) {

    /** How changes come into Kafka. */
    enum Way {
        /** Through Capture, Publisher and Dispatcher. */
        STAGES,
        /** Straight, as an Apply Engine sends them. */
        DIRECT
    }
}
