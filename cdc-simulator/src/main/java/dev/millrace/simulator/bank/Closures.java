package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.List;

/** Accounts that are closed and opened again. Each method plans a unit of work; an empty one where it does not fit. */
final class Closures {
    private final BankContext bank;

    Closures(BankContext bank) {
        this.bank = bank;
    }

    /** Deletes an account's cross-references, cards, category balances, and then the account. Its transactions stay. */
    List<RowChange> close(long room) {
        Portfolio portfolio = bank.portfolio();
        if (portfolio.accounts().size() <= bank.settings().leastAccounts()) {
            return List.of();
        }
        RowKey account = portfolio.accounts().draw(bank.random());
        Holding holding = portfolio.holding(account);
        List<RowChange> unit = new ArrayList<>();
        delete(bank.tables().xref(), holding.xrefs(), unit);
        delete(bank.tables().card(), holding.cards(), unit);
        delete(bank.tables().categoryBalance(), holding.categories(), unit);
        delete(bank.tables().account(), List.of(account), unit);
        return unit.size() <= room ? unit : List.of();
    }

    /** Inserts a closed account, its cards and cross-references again, under the same keys, with nothing owed. */
    List<RowChange> reopen(long room) {
        Portfolio portfolio = bank.portfolio();
        if (portfolio.closed().isEmpty()
                || portfolio.accounts().size() >= bank.settings().mostAccounts()) {
            return List.of();
        }
        List<SourceRow> rows = portfolio.closedRows(portfolio.closed().draw(bank.random()));
        if (rows.size() > room) {
            return List.of();
        }
        return openings(rows);
    }

    /** What opens an account again in the unit that closes it; the category balances stay away. */
    List<RowChange> reopened(List<RowChange> closing) {
        List<SourceRow> rows = new ArrayList<>();
        rows.add(closing.get(closing.size() - 1).row());
        closing.stream()
                .map(RowChange::row)
                .filter(row -> row.table().equals(bank.tables().card())
                        || row.table().equals(bank.tables().xref()))
                .forEach(rows::add);
        return openings(rows);
    }

    /** @param rows the account first */
    private List<RowChange> openings(List<SourceRow> rows) {
        List<RowChange> unit = new ArrayList<>();
        unit.add(new RowChange.Insert(settled(rows.get(0))));
        rows.subList(1, rows.size()).forEach(row -> unit.add(new RowChange.Insert(row)));
        return unit;
    }

    private SourceRow settled(SourceRow account) {
        return new RowDraft(account)
                .put(Columns.CURRENT_BALANCE, 0)
                .put(Columns.CYCLE_CREDIT, 0)
                .put(Columns.CYCLE_DEBIT, 0)
                .put(Columns.OPEN_DATE, bank.calendar().today().toString())
                .build();
    }

    private void delete(SourceTable table, List<RowKey> keys, List<RowChange> unit) {
        for (RowKey key : keys) {
            unit.add(new RowChange.Delete(bank.state().get(table, key)));
        }
    }
}
