package dev.millrace.core.topics;

import dev.millrace.core.config.Problem;

/**
 * Something about a topic that a person should know.
 *
 * @param topic its name
 */
public record Finding(Severity severity, String topic, Problem problem) {

    /** Whether a connector starts with it. */
    public enum Severity {
        /** It does not start. */
        ERROR,
        /** It starts. */
        WARNING
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }
}
