package dev.millrace.core.engine;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.util.ArrayList;
import java.util.List;

/** Keeps every call of a {@link ScriptedTarget} open until the test answers, row by row. */
final class HeldCalls implements ScriptedTarget.Script {
    private record Open(RowWrite write, int index, Target.Answers answers) {}

    private final ScriptedTarget target;
    private final List<Open> open = new ArrayList<>();

    HeldCalls(ScriptedTarget target) {
        this.target = target;
        target.script(this);
    }

    @Override
    public void write(List<RowWrite> batch, Target.Answers answers) {
        for (int i = 0; i < batch.size(); i++) {
            open.add(new Open(batch.get(i), i, answers));
        }
    }

    private Open take(String row) {
        Open found = open.stream()
                .filter(one -> one.write().key().equals(Samples.key(row)))
                .findFirst()
                .orElseThrow();
        open.remove(found);
        return found;
    }

    /** Writes the row and says so. */
    void store(String... rows) {
        for (String row : rows) {
            Open one = take(row);
            one.answers().answer(one.index(), target.store(one.write()));
        }
    }

    void answer(String row, Outcome outcome) {
        Open one = take(row);
        one.answers().answer(one.index(), outcome);
    }
}
