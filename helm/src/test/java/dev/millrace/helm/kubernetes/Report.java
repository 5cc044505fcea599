package dev.millrace.helm.kubernetes;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the run has measured, for {@code docs/evidence/kubernetes.md}. For one thread. */
final class Report {
    private static final String DIRECTORY = System.getProperty("millrace.evidence", "");
    private static final String FILE = "kubernetes.md";

    private final List<Step> steps = new ArrayList<>();
    private final Map<TargetKind, Verification> compared = new EnumMap<>(TargetKind.class);

    /** A step that was done to some releases after others counts as one. */
    void add(Step step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).what().equals(step.what())) {
                steps.set(i, steps.get(i).and(step));
                return;
            }
        }
        steps.add(step);
    }

    void add(TargetKind target, Verification verification) {
        compared.put(target, verification);
    }

    /** @param cluster what the cluster says of itself */
    void publish(String cluster) throws IOException {
        String text = text(cluster);
        if (DIRECTORY.isEmpty()) {
            System.out.println(text);
        } else {
            Files.writeString(Files.createDirectories(Path.of(DIRECTORY)).resolve(FILE), text);
        }
    }

    private String text(String cluster) {
        StringBuilder text = new StringBuilder("# Releases on Kubernetes\n\n");
        text.append(
                "Four releases beside each other, the same steps done to all of them at the same time, while a bank makes"
                        + " 50 changes a second with\nduplicates, replays and late changes. p99 is from the commit at the source to"
                        + " the target's answer, of the changes that were applied from the\nbegin of the step until everybody had"
                        + " caught up. Behind it, of how many of the step's changes: pods are asked every 2 s, so what one has"
                        + "\napplied in the last 2 s of its life is missing, and so is a change that a newer one of its row has"
                        + " overtaken.\n\n");
        text.append(row("step", "duration", "changes", kind -> "p99 " + kind.title()));
        text.append("| --- | ---: | ---: |")
                .append(" ---: |".repeat(TargetKind.values().length))
                .append('\n');
        for (Step step : steps) {
            text.append(row(
                    step.what(),
                    String.format(Locale.ROOT, "%.0f s", step.took().toMillis() / 1000.0),
                    Long.toString(step.changes()),
                    kind -> seconds(step.p99(kind)) + percent(step.measured().getOrDefault(kind, Double.NaN))));
        }
        text.append("\nWhat a step adds to the p99 of the steady time before it:\n\n");
        text.append("| step |");
        for (TargetKind kind : TargetKind.values()) {
            text.append(' ').append(kind.title()).append(" |");
        }
        text.append("\n| --- |")
                .append(" ---: |".repeat(TargetKind.values().length))
                .append('\n');
        Step steady = steps.get(0);
        for (Step step : steps.subList(1, steps.size())) {
            text.append("| ").append(step.what()).append(" |");
            for (TargetKind kind : TargetKind.values()) {
                text.append(' ')
                        .append(seconds(step.p99(kind) - steady.p99(kind)))
                        .append(" |");
            }
            text.append('\n');
        }
        text.append(
                "\nAt the end:\n\n| target | rows compared | differences | dead letters |\n| --- | ---: | ---: | ---: |\n");
        compared.forEach((kind, found) -> text.append("| ")
                .append(kind.title())
                .append(" | ")
                .append(found.rows())
                .append(" | ")
                .append(found.differences())
                .append(" | 0 |\n"));
        text.append('\n').append(cluster).append("; servers, load and cluster share ");
        text.append(Runtime.getRuntime().availableProcessors())
                .append(
                        " processors, and the connectors' JVMs have no second compiler. The command is in [README.md](README.md).\n");
        return text.toString();
    }

    private static String row(String what, String took, String changes, Function<TargetKind, String> cell) {
        StringBuilder row = new StringBuilder("| " + what + " | " + took + " | " + changes + " |");
        for (TargetKind kind : TargetKind.values()) {
            row.append(' ').append(cell.apply(kind)).append(" |");
        }
        return row.append('\n').toString();
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f s", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, " (%.0f %%)", share * 100);
    }
}
