package dev.millrace.simulator.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TrueState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InterleavingTest {
    private static final int CHANGES = 5_000;

    private final Bank bank = Bank.sample(BankSettings.usual(7), Clock.systemUTC());

    /** Each change that is applied needs the row as the ones before have left it: the true state refuses anything else. */
    @Test
    void what_commits_is_what_the_workload_did_however_units_lie_between_each_other() {
        Interleaving units = new Interleaving(bank, CHANGES, new LogShape(0.1, 0.3), 7);
        TrueState committed = new TrueState(bank.tables());
        UnitAssembler assembler = new UnitAssembler();
        int applied = 0;
        while (!units.isDone()) {
            for (LogRecord record : units.next()) {
                Optional<List<RowChange>> unit = assembler.accept(record);
                if (unit.isPresent()) {
                    unit.get().forEach(committed::apply);
                    applied += unit.get().size();
                }
            }
        }

        assertEquals(CHANGES, applied);
        assertTrue(assembler.rolledBack() > 50, assembler.rolledBack() + " rolled back");
        for (SourceTable table : bank.tables()) {
            assertEquals(Set.copyOf(bank.state().rows(table)), Set.copyOf(committed.rows(table)));
        }
    }

    @Test
    void units_stay_open_while_later_ones_commit() {
        Interleaving units = new Interleaving(bank, CHANGES, new LogShape(0, 0.3), 7);
        Set<Long> open = new HashSet<>();
        List<Long> overtaken = new ArrayList<>();
        while (!units.isDone()) {
            for (LogRecord record : units.next()) {
                if (record instanceof LogRecord.Changed) {
                    open.add(record.unit());
                } else {
                    open.remove(record.unit());
                    open.stream().filter(other -> other < record.unit()).forEach(overtaken::add);
                }
            }
        }

        assertEquals(Set.of(), open);
        assertTrue(overtaken.size() > 100, overtaken.size() + " overtaken");
    }
}
