package dev.millrace.cli.top;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace top}. */
@Command(
        name = "top",
        description =
                "Shows stages and connectors as they run, a line for each: changes a second, what is behind, latency, trouble.")
public final class TopCommand implements Callable<Integer> {
    private static final String HEADING = String.format(
            Locale.ROOT, "%-24s %12s %10s %10s %10s  %s", "", "changes/s", "behind", "p50 ms", "p99 ms", "");
    /** Clears the terminal and begins at its top. */
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Parameters(paramLabel = "HOST:PORT", arity = "0..*", description = "Endpoints of stages and connectors.")
    private List<String> addresses = List.of();

    @Option(names = "--dir", paramLabel = "DIR", description = "All that a demo runs, which stays up in DIR.")
    private @Nullable Path directory;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "From one reading to the next (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(names = "--once", description = "Show it once and end.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    private final Endpoints endpoints = new Endpoints();

    @Override
    public Integer call() throws InterruptedException {
        if (addresses.isEmpty() == (directory == null)) {
            throw new ParameterException(spec.commandLine(), "give either addresses or --dir");
        }
        if (interval < 1) {
            throw new ParameterException(spec.commandLine(), "--interval is at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Reading> earlier = read();
        if (earlier.isEmpty()) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "nobody answers", "name the endpoints of running processes");
        }
        boolean terminal = Boolean.getBoolean("millrace.terminal");
        do {
            pause();
            Map<String, Reading> now = read();
            out.print(terminal && !once ? CLEAR : "");
            lines(now, earlier).forEach(out::println);
            out.flush();
            earlier = now;
        } while (!once);
        return ExitCode.OK;
    }

    private void pause() throws InterruptedException {
        LockSupport.parkNanos(Duration.ofSeconds(interval).toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Map<String, Reading> read() throws InterruptedException {
        Map<String, URI> asked = directory == null ? Endpoints.named(addresses) : Endpoints.of(directory);
        Map<String, Reading> readings = new HashMap<>();
        for (Map.Entry<String, URI> endpoint : asked.entrySet()) {
            endpoints.read(endpoint.getValue()).ifPresent(reading -> readings.put(endpoint.getKey(), reading));
        }
        return readings;
    }

    /** A line for each process that answers, in the order of a change's way. */
    static List<String> lines(Map<String, Reading> now, Map<String, Reading> earlier) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADING.stripTrailing());
        for (Kind kind : Kind.values()) {
            now.entrySet().stream()
                    .filter(process -> Kind.of(process.getValue()).equals(Optional.of(kind)))
                    .sorted(Comparator.comparing(Map.Entry::getKey))
                    .map(process -> line(
                            process.getKey(),
                            kind,
                            process.getValue(),
                            earlier.getOrDefault(process.getKey(), process.getValue())))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String line(String name, Kind kind, Reading now, Reading earlier) {
        return String.format(
                        Locale.ROOT,
                        "%-24s %,12.0f %10s %10s %10s  %s",
                        name,
                        Math.max(0, now.nanoTime() == earlier.nanoTime() ? 0 : kind.rate(now, earlier)),
                        kind.behind(now),
                        millis(kind.latency(now, earlier, 0.5)),
                        millis(kind.latency(now, earlier, 0.99)),
                        kind.trouble(now, earlier))
                .stripTrailing();
    }

    private static String millis(OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%,.0f", seconds.getAsDouble() * 1000);
    }
}
