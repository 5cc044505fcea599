package dev.millrace.cli.verify;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.stack.StackFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace verify}: proves a running demo again. */
@Command(
        name = "verify",
        description =
                "Compares every row and column in each target of a running demo with the true state of its source.")
public final class VerifyCommand implements Callable<Integer> {
    /** The true state of a demo, in its directory. */
    public static final String TRUTH_FILE = "truth.jsonl";

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The directory of the running demo.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path truth = directory.resolve(TRUTH_FILE);
        if (!Files.exists(truth) || !Files.exists(directory.resolve(StackFile.NAME))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    directory + " is not the directory of a demo that is up and has finished its changes",
                    "start one with 'millrace demo --dir " + directory + "', wait for its result, and verify from"
                            + " another terminal");
        }
        StackFile stack = StackFile.read(directory);
        Truth expected = Truth.read(truth);
        boolean equal = true;
        for (TargetKind target : TargetKind.in(stack)) {
            Verification result = Verifier.compare(expected, target, stack);
            print(target, result, spec.commandLine().getOut());
            equal &= result.isEqual();
        }
        return equal ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Prints the result for a target, differences by name. */
    public static void print(TargetKind target, Verification result, PrintWriter out) {
        if (result.isEqual()) {
            out.println("Equal: " + target.title() + ", " + result.rows() + " rows, every column, both ways.");
        } else {
            out.println("NOT equal: " + target.title() + ", " + result.differences()
                    + (result.differences() == 1 ? " difference in " : " differences in ") + result.rows() + " rows.");
            result.first().forEach(difference -> out.println("  " + difference));
            if (result.differences() > result.first().size()) {
                out.println("  … and " + (result.differences() - result.first().size()) + " more");
            }
        }
        out.flush();
    }
}
