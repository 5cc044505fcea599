package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.stack.ClassArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a JVM of its own, with the class path of this one. Closing it kills it and all below it. */
public final class CommandProcess implements AutoCloseable {
    private static final List<String> SHARED = List.of("millrace.servers", ClassArchive.PROPERTY);

    private final Process process;
    private final Path outFile;
    private final Path errFile;

    private CommandProcess(Process process, Path outFile, Path errFile) {
        this.process = process;
        this.outFile = outFile;
        this.errFile = errFile;
    }

    /** @param directory for the files with the output */
    public static CommandProcess start(Path directory, String... arguments) {
        return start(directory, Map.of(), arguments);
    }

    public static CommandProcess start(Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(Processes.withSignals());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        SHARED.forEach(property -> command.add("-D" + property + "=" + System.getProperty(property, "")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Millrace.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "out-", ".txt");
            Path err = Files.createTempFile(directory, "err-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    public long pid() {
        return process.pid();
    }

    public String out() {
        return read(outFile);
    }

    public String err() {
        return read(errFile);
    }

    /** Waits until the text stands in one of the outputs. */
    public void awaitText(String text, Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> {
            boolean ended = !process.isAlive();
            String printed = out() + err();
            assertFalse(ended && !printed.contains(text), () -> "ended without \"" + text + "\":\n" + printed);
            return printed.contains(text);
        });
    }

    /** The outcome, once it has ended. */
    public Cli awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + limit + ":\n" + out() + err());
        }
        return new Cli(process.exitValue(), out(), err());
    }

    @Override
    public void close() {
        try (Stream<ProcessHandle> below = process.descendants()) {
            List<ProcessHandle> family = below.toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
        process.onExit().join();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
