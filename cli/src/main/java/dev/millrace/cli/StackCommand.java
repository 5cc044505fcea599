package dev.millrace.cli;

import dev.millrace.stack.LocalStack;
import dev.millrace.stack.StackException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace stack}: only the servers. */
@Command(name = "stack", description = "Starts a Kafka broker and a PostgreSQL and keeps them until Ctrl-C.")
final class StackCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where the servers' files go; stack.json in it has every address (default: a directory that is"
                            + " removed at the end).")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (UntilSignal signal = new UntilSignal(() -> {});
                RunDirectory run = RunDirectory.of(Optional.ofNullable(directory))) {
            try (LocalStack stack = LocalStack.start(run.path(), new StackProgress(err))) {
                StackAddresses.print(
                        stack.file(), run.path(), spec.commandLine().getOut());
                err.println("Ctrl-C ends it.");
                signal.await();
                signal.endWith(ExitCode.OK);
            } catch (StackException failure) {
                if (!signal.isSignalled()) {
                    throw failure;
                }
                // A server that the signal ended while it started.
                return ExitCode.FAILED;
            }
        }
        return ExitCode.OK;
    }
}
