package dev.millrace.core.topics;

import dev.millrace.core.config.Problem;
import java.util.List;

/** All topics that a connector needs, in the order of the configuration. */
public record TopicReport(List<TopicLine> lines) {
    public TopicReport {
        lines = List.copyOf(lines);
    }

    /** Whether every topic is there, and none would keep a connector from starting. */
    public boolean isReady() {
        return lines.stream().noneMatch(line -> line.isMissing() || line.isRefused());
    }

    /** What keeps a connector from starting. */
    public List<Problem> errors() {
        return problems(Finding.Severity.ERROR);
    }

    /** What does not. */
    public List<Problem> warnings() {
        return problems(Finding.Severity.WARNING);
    }

    private List<Problem> problems(Finding.Severity severity) {
        return lines.stream()
                .flatMap(line -> line.findings().stream())
                .filter(finding -> finding.severity() == severity)
                .map(Finding::problem)
                .toList();
    }
}
