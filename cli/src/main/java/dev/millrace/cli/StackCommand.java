package dev.millrace.cli;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.UntilSignal;
import dev.millrace.stack.BindAddress;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackException;
import dev.millrace.stack.Storage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace stack}: only the servers. */
@Command(name = "stack", description = "Starts a Kafka broker and the databases and keeps them until Ctrl-C.")
final class StackCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where the servers' files go; stack.json in it has every address (default: a directory that is"
                            + " removed at the end).")
    private @Nullable Path directory;

    @Option(
            names = "--servers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which ones: kafka, postgres, dynamodb, cassandra, redis (default: all of them; cassandra where there is a"
                            + " JDK for it).")
    private @Nullable Set<ServerKind> servers;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The IPv4 address of this machine on which they listen, for clients elsewhere, such as containers (default:"
                            + " 127.0.0.1). Only PostgreSQL and Redis ask for a password.")
    private String bind = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        BindAddress address = address(err);
        try (UntilSignal signal = new UntilSignal(() -> {});
                RunDirectory run = RunDirectory.of(Optional.ofNullable(directory))) {
            try (LocalStack stack =
                    LocalStack.start(run.path(), chosen(err), Storage.DURABLE, address, new StackProgress(err))) {
                CompletableFuture<StackException> ended = stack.firstEnd();
                StackAddresses.print(
                        stack.file(),
                        run.path(),
                        Optional.empty(),
                        spec.commandLine().getOut());
                err.println("Ctrl-C ends it.");
                signal.await(ended);
                if (!signal.isSignalled()) {
                    throw ended.join();
                }
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

    private BindAddress address(PrintWriter err) {
        BindAddress address = BindAddress.parse(bind)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--bind " + bind + " is no IPv4 address of one interface",
                        "give one of this machine: `ip -4 address` lists them"));
        if (!address.isLoopback()) {
            err.println(
                    "warning: whoever reaches " + address.host() + " reaches these servers. Kafka, DynamoDB Local and"
                            + " Cassandra ask nobody for a password, nothing is encrypted.");
        }
        return address;
    }

    private Set<ServerKind> chosen(PrintWriter err) {
        if (servers != null) {
            return servers;
        }
        Set<ServerKind> able = EnumSet.allOf(ServerKind.class);
        for (ServerKind kind : ServerKind.values()) {
            kind.missing().ifPresent(fix -> {
                able.remove(kind);
                err.println(kind.title() + " is left out. " + fix);
            });
        }
        return able;
    }
}
