package dev.millrace.postgres;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.Target.Answers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Answers each write of one batch once. For one thread. */
final class AnswerSheet {
    private final int size;
    private final Answers answers;
    private final BitSet answered;

    AnswerSheet(int size, Answers answers) {
        this.size = size;
        this.answers = answers;
        this.answered = new BitSet(size);
    }

    void answer(int index, Outcome outcome) {
        if (!answered.get(index)) {
            answered.set(index);
            answers.answer(index, outcome);
        }
    }

    /** The same failure for writes that were tried together: one alone is to blame itself. */
    void fail(List<Integer> indexes, FailureKind kind, String code) {
        fail(indexes, kind, code, indexes.size() == 1 ? Scope.ROW : Scope.BATCH);
    }

    /** A failure that says nothing about the writes that met it, not even about one alone. */
    void failBlameless(List<Integer> indexes, FailureKind kind, String code) {
        fail(indexes, kind, code, Scope.BATCH);
    }

    private void fail(List<Integer> indexes, FailureKind kind, String code, Scope scope) {
        indexes.forEach(index -> answer(index, new Failed(kind, code, scope)));
    }

    /** Whatever has no answer yet. */
    void failRest(FailureKind kind, String code) {
        fail(rest(), kind, code);
    }

    /** Whatever has no answer yet, and was not tried. */
    void failUntried(FailureKind kind, String code) {
        failBlameless(rest(), kind, code);
    }

    private List<Integer> rest() {
        List<Integer> rest = new ArrayList<>();
        for (int index = answered.nextClearBit(0); index < size; index = answered.nextClearBit(index + 1)) {
            rest.add(index);
        }
        return rest;
    }
}
