package dev.millrace.postgres;

import java.util.List;

/** What the target is opened for. */
enum Access {
    WRITE,
    /** Nothing is created; writes fail. */
    READ;

    /** That the connector's role needs on each table. */
    List<String> privileges() {
        return this == WRITE ? List.of("SELECT", "INSERT", "UPDATE", "DELETE") : List.of("SELECT");
    }
}
