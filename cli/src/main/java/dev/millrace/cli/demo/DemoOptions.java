package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the user asked the demo for.
 *
 * @param targets at least one
 * @param leftOut of the targets that nobody asked for by name, what cannot run here and why, a line each
 * @param changes at the source, the initial load included; empty: the loads and the daily file of {@code data}, and no more
 * @param data a directory with the data sets and copybooks; empty: the simulator's own
 * @param chaos for how long the changes are spread out while the connectors are killed now and then; empty: no killing
 */
public record DemoOptions(
        Set<TargetKind> targets,
        List<String> leftOut,
        OptionalLong changes,
        long seed,
        Optional<Path> data,
        Optional<Duration> chaos) {}
