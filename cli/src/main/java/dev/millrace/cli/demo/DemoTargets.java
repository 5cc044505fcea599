package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a demo replicates into.
 *
 * @param chosen at least one
 * @param leftOut of those that nobody asked for by name, what cannot run on this machine and what to do, a line each
 */
record DemoTargets(Set<TargetKind> chosen, List<String> leftOut) {

    /**
     * What was asked for has to be possible; what was not asked for is left out where it is not.
     *
     * @param asked empty: all that can run
     * @param missing what has to be done, a sentence, before a target's server can run here; empty where it can
     */
    static DemoTargets choose(Set<TargetKind> asked, Function<TargetKind, Optional<String>> missing) {
        Set<TargetKind> chosen = EnumSet.noneOf(TargetKind.class);
        List<String> leftOut = new ArrayList<>();
        for (TargetKind target : asked.isEmpty() ? EnumSet.allOf(TargetKind.class) : asked) {
            Optional<String> fix = missing.apply(target);
            if (fix.isEmpty()) {
                chosen.add(target);
            } else if (asked.isEmpty()) {
                leftOut.add(target.title() + " is left out. " + fix.get());
            } else {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        target.title() + " cannot be replicated into: "
                                + target.server().title() + ", which stands for it here, does not run on this machine",
                        clause(fix.get()));
            }
        }
        return new DemoTargets(chosen, leftOut);
    }

    boolean isPostgresAlone() {
        return chosen.equals(EnumSet.of(TargetKind.POSTGRES));
    }

    /** The sentence as a part of another one. */
    private static String clause(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1, sentence.length() - 1);
    }
}
