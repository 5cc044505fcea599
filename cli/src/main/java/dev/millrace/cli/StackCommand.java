package dev.millrace.cli;

import dev.millrace.stack.LocalStack;
import dev.millrace.stack.StackFile;
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
            description = "Where the servers' files go; stack.json in it has every address (default: a directory that is"
                    + " removed at the end).")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (UntilSignal signal = new UntilSignal(() -> {});
                RunDirectory run = RunDirectory.of(Optional.ofNullable(directory));
                LocalStack stack = LocalStack.start(run.path(), new StackProgress(err))) {
            print(stack.file(), run.path(), spec.commandLine().getOut());
            err.println("Ctrl-C ends it.");
            signal.await();
        }
        return ExitCode.OK;
    }

    static void print(StackFile file, Path directory, PrintWriter out) {
        out.println("Kafka       " + file.kafka().bootstrapServers());
        out.println("PostgreSQL  " + file.postgres().jdbcUrl() + "?user=" + file.postgres().user() + "&password="
                + file.postgres().password());
        out.println("psql        PGPASSWORD=" + file.postgres().password() + " psql -h "
                + file.postgres().host() + " -p " + file.postgres().port() + " -U "
                + file.postgres().user() + " " + file.postgres().database());
        out.println("addresses   " + directory.resolve(StackFile.NAME));
        out.flush();
    }
}
