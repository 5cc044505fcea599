package dev.millrace.simulator.bank;

import static dev.millrace.simulator.bank.Columns.ACCOUNT_ID;
import static dev.millrace.simulator.bank.Columns.AMOUNT;
import static dev.millrace.simulator.bank.Columns.BALANCE;
import static dev.millrace.simulator.bank.Columns.CARD_NUMBER;
import static dev.millrace.simulator.bank.Columns.CATEGORY_CODE;
import static dev.millrace.simulator.bank.Columns.CREDIT_LIMIT;
import static dev.millrace.simulator.bank.Columns.CURRENT_BALANCE;
import static dev.millrace.simulator.bank.Columns.CYCLE_CREDIT;
import static dev.millrace.simulator.bank.Columns.CYCLE_DEBIT;
import static dev.millrace.simulator.bank.Columns.EXPIRATION_DATE;
import static dev.millrace.simulator.bank.Columns.ORIGIN_TIMESTAMP;
import static dev.millrace.simulator.bank.Columns.TYPE_CODE;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.truth.TrueState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the posting batch. A transaction finds its account through the card's cross-reference; it is rejected, or
 * becomes one unit of work: the transaction inserted, its category balance raised, the account updated.
 */
final class PostingRules {
    /** Changes of a posting. */
    static final int UNIT_SIZE = 3;

    private static final int DATE_LENGTH = 10;

    private final BankTables tables;
    private final TrueState state;

    PostingRules(BankTables tables, TrueState state) {
        this.tables = tables;
        this.state = state;
    }

    /** Decides on a transaction by the current state, which stays as it is. */
    PostingResult post(SourceRow transaction) {
        Optional<SourceRow> xref = state.find(tables.xref(), RowKey.of(transaction.text(CARD_NUMBER)));
        if (xref.isEmpty()) {
            return new PostingResult.Rejected(RejectReason.UNKNOWN_CARD);
        }
        Optional<SourceRow> account =
                state.find(tables.account(), RowKey.of(xref.get().number(ACCOUNT_ID)));
        if (account.isEmpty()) {
            return new PostingResult.Rejected(RejectReason.UNKNOWN_ACCOUNT);
        }
        return post(transaction, account.get());
    }

    private PostingResult post(SourceRow transaction, SourceRow account) {
        BigDecimal amount = transaction.number(AMOUNT);
        BigDecimal used = account.number(CYCLE_CREDIT)
                .subtract(account.number(CYCLE_DEBIT))
                .add(amount);
        if (used.compareTo(account.number(CREDIT_LIMIT)) > 0) {
            return new PostingResult.Rejected(RejectReason.OVER_LIMIT);
        }
        if (account.text(EXPIRATION_DATE).compareTo(originDate(transaction)) < 0) {
            return new PostingResult.Rejected(RejectReason.ACCOUNT_EXPIRED);
        }
        RowKey category =
                RowKey.of(account.number(ACCOUNT_ID), transaction.text(TYPE_CODE), transaction.number(CATEGORY_CODE));
        Optional<SourceRow> held = state.find(tables.categoryBalance(), category);
        String cycle = amount.signum() < 0 ? CYCLE_DEBIT : CYCLE_CREDIT;
        if (overflows(account, CURRENT_BALANCE, amount)
                || overflows(account, cycle, amount)
                || (held.isPresent() && overflows(held.get(), BALANCE, amount))) {
            return new PostingResult.Rejected(RejectReason.BALANCE_OVERFLOW);
        }
        RowChange categoryChange = held.isPresent()
                ? new RowChange.Update(held.get(), raised(held.get(), BALANCE, amount))
                : new RowChange.Insert(firstBalance(category, amount));
        SourceRow after = raised(raised(account, CURRENT_BALANCE, amount), cycle, amount);
        return new PostingResult.Posted(
                List.of(new RowChange.Insert(transaction), categoryChange, new RowChange.Update(account, after)));
    }

    private SourceRow firstBalance(RowKey category, BigDecimal amount) {
        List<Object> key = category.values();
        return SourceRow.of(tables.categoryBalance(), List.of(key.get(0), key.get(1), key.get(2), amount));
    }

    private static String originDate(SourceRow transaction) {
        String origin = transaction.text(ORIGIN_TIMESTAMP);
        return origin.substring(0, Math.min(DATE_LENGTH, origin.length()));
    }

    private static boolean overflows(SourceRow row, String column, BigDecimal amount) {
        return !row.table().column(column).kind().holds(row.number(column).add(amount));
    }

    private static SourceRow raised(SourceRow row, String column, BigDecimal amount) {
        return row.with(column, row.number(column).add(amount));
    }
}
