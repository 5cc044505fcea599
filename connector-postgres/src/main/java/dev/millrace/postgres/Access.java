package dev.millrace.postgres;

import java.util.List;

/** What the target is opened for. */
enum Access {
    WRITE(List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
    /** Nothing is created; writes fail. */
    READ(List.of("SELECT"));

    private final List<String> privileges;

    Access(List<String> privileges) {
        this.privileges = privileges;
    }

    /** That the connector's role needs on each table. */
    List<String> privileges() {
        return privileges;
    }
}
