package dev.millrace.launcher;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.engine.EngineFailure;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one line with its fix, and an exit code. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Set<Class<? extends Throwable>> expected;

    /** @param expected what else tells in its message what happened and what to do, and no data */
    public Failures(Set<Class<? extends Throwable>> expected) {
        this.expected = Set.copyOf(expected);
    }

    /** A command line that cannot be understood. */
    static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String fix = "Try '" + command.getCommandSpec().qualifiedName() + " --help'.";
        List<String> close =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (failure instanceof UnmatchedArgumentException unmatched && isCommand(unmatched)) {
            fix = "Choose one of " + String.join(", ", command.getSubcommands().keySet()) + ". " + fix;
        } else if (!close.isEmpty()) {
            fix = "Did you mean " + String.join(" or ", close) + "? " + fix;
        }
        String what = oneLine(failure).replaceFirst("^Error: ", "").replaceFirst("\\.$", "");
        command.getErr().println("error: " + what + ". " + fix);
        return ExitCode.USAGE;
    }

    /** Whether what is unknown stands where a command does. */
    private static boolean isCommand(UnmatchedArgumentException unmatched) {
        return !unmatched.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.getUnmatched().get(0).startsWith("-");
    }

    /** A command that failed. */
    int report(Throwable failure, PrintWriter err) {
        if (failure instanceof ConfigurationException wrong) {
            wrong.problems().forEach(problem -> err.println("error: " + problem));
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof UnreachableException unreachable) {
            err.println("error: " + unreachable.problem());
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof TargetException unread) {
            return report(unread, err);
        }
        if (failure instanceof CommandFailure known) {
            err.println("error: " + oneLine(known));
            return known.exitCode();
        }
        if (failure instanceof EngineFailure || isExpected(failure)) {
            err.println("error: " + oneLine(failure));
            return ExitCode.FAILED;
        }
        if (failure instanceof NoSuchFileException missing) {
            err.println("error: there is no file " + missing.getFile() + ". Fix: mend the path.");
            return ExitCode.USAGE;
        }
        if (failure instanceof AccessDeniedException denied) {
            err.println("error: " + denied.getFile() + " may not be read. Fix: change its permissions.");
            return ExitCode.FAILED;
        }
        LOG.debug("failed", failure);
        err.println("error: " + failure.getClass().getSimpleName() + ": " + oneLine(failure)
                + ". Fix: this is a defect; run again with MILLRACE_LOG=debug and report it with the trace.");
        return ExitCode.FAILED;
    }

    private boolean isExpected(Throwable failure) {
        return expected.stream().anyMatch(type -> type.isInstance(failure));
    }

    /** A target that could not be read: only a dry run leaves that to a person. */
    private static int report(TargetException unread, PrintWriter err) {
        boolean later = unread.kind() == FailureKind.TRANSIENT || unread.kind() == FailureKind.UNAVAILABLE;
        err.println("error: "
                + new Problem(
                        later ? ProblemCode.TARGET_UNREACHABLE : ProblemCode.TARGET_REFUSED,
                        "target",
                        "it could not be read (" + unread.code() + ")",
                        (later ? "run again; if it stays, look" : "look")
                                + " the code up in docs, on the target's page or in configuration.md"));
        return later ? ExitCode.UNREACHABLE : ExitCode.FAILED;
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
