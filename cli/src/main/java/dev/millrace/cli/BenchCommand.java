package dev.millrace.cli;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code millrace bench} where this jar runs without its launcher. The launcher starts benchmarks on a class path of their own; here
 * they only stand in the list of commands.
 */
@Command(
        name = "bench",
        description = "Measures the product beside its peers. Runs from a clone of the repository: ./millrace bench.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", hidden = true)
    private List<String> ignored = List.of();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitCode.USAGE,
                "benchmarks are not part of this jar",
                "run ./millrace bench engine in a clone of the repository");
    }
}
