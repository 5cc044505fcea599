package dev.millrace.core.topics;

import java.util.List;

/**
 * One topic in a report.
 *
 * @param plan what it is, or would be, created with
 */
public record TopicLine(NeededTopic needed, FoundTopic found, Origin origin, List<Finding> findings, String plan) {

    /** Who made it. */
    public enum Origin {
        /** It was there, or is not. */
        FOUND,
        /** We have created it just now. */
        CREATED
    }

    public TopicLine {
        findings = List.copyOf(findings);
    }

    public boolean isMissing() {
        return found instanceof FoundTopic.Missing && origin == Origin.FOUND;
    }

    /** Whether a connector would not start with it. */
    public boolean isRefused() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
