package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.KeyPool;
import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index over the true state for drawing at random: which customers and accounts there are, what belongs to an account,
 * which accounts are closed. It follows the committed changes. Owned by one thread.
 */
final class Portfolio {
    private final BankTables tables;
    private final KeyPool customers = new KeyPool();
    private final KeyPool accounts = new KeyPool();
    private final KeyPool closed = new KeyPool();
    private final Map<RowKey, Holding> holdings = new HashMap<>();
    private final Map<RowKey, List<SourceRow>> closedRows = new HashMap<>();

    Portfolio(BankTables tables) {
        this.tables = tables;
    }

    /** Follows a committed change. */
    void apply(RowChange change) {
        if (change.operation() == Operation.UPDATE) {
            change.before().ifPresent(old -> moved(old, change.row()));
            return;
        }
        boolean comes = change.operation() == Operation.INSERT;
        SourceRow row = change.row();
        SourceTable table = row.table();
        if (table.equals(tables.account())) {
            if (comes) {
                opened(row);
            } else {
                closed(row);
            }
        } else if (table.equals(tables.customer())) {
            customers.add(row.key());
        } else if (!table.equals(tables.transaction())) {
            belongs(row, comes);
        }
    }

    KeyPool customers() {
        return customers;
    }

    KeyPool accounts() {
        return accounts;
    }

    KeyPool closed() {
        return closed;
    }

    /** What belongs to an account. */
    Holding holding(RowKey account) {
        return holdings.computeIfAbsent(account, key -> new Holding());
    }

    /** The rows of a closed account as they were: the account first, then cards and cross-references. */
    List<SourceRow> closedRows(RowKey account) {
        return closedRows.getOrDefault(account, List.of());
    }

    /** Only cards and cross-references get another key. */
    private void moved(SourceRow old, SourceRow row) {
        if (old.key().equals(row.key())) {
            return;
        }
        Holding holding = holding(RowKey.of(row.number(Columns.ACCOUNT_ID)));
        List<RowKey> keys = row.table().equals(tables.card()) ? holding.cards() : holding.xrefs();
        keys.set(keys.indexOf(old.key()), row.key());
    }

    private void opened(SourceRow account) {
        accounts.add(account.key());
        closed.remove(account.key());
        closedRows.remove(account.key());
    }

    private void closed(SourceRow account) {
        RowKey key = account.key();
        accounts.remove(key);
        closed.add(key);
        List<SourceRow> rows = new ArrayList<>();
        rows.add(account);
        @Nullable Holding holding = holdings.remove(key);
        if (holding != null) {
            rows.addAll(holding.dormant());
        }
        closedRows.put(key, rows);
    }

    private void belongs(SourceRow row, boolean comes) {
        Holding holding = holding(RowKey.of(row.number(Columns.ACCOUNT_ID)));
        boolean category = row.table().equals(tables.categoryBalance());
        List<RowKey> keys =
                category ? holding.categories() : row.table().equals(tables.card()) ? holding.cards() : holding.xrefs();
        if (comes) {
            keys.add(row.key());
            return;
        }
        keys.remove(row.key());
        if (!category) {
            holding.dormant().add(row);
        }
    }
}
