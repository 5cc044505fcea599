package dev.millrace.postgres;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one table. For one thread. */
final class TableProblems {
    private final String table;
    private final List<Problem> problems = new ArrayList<>();

    TableProblems(String table) {
        this.table = table;
    }

    void add(ProblemCode code, String what, String fix) {
        problems.add(new Problem(code, table, what, fix));
    }

    void add(ProblemCode code, String column, String what, String fix) {
        problems.add(new Problem(code, table + "." + column, what, fix));
    }

    boolean none() {
        return problems.isEmpty();
    }

    List<Problem> list() {
        return List.copyOf(problems);
    }
}
