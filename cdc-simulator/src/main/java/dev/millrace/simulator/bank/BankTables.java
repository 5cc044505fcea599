package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.List;

/** The bank's six tables. All but the category balances have the columns of their copybooks. */
record BankTables(
        SourceTable account,
        SourceTable customer,
        SourceTable card,
        SourceTable xref,
        SourceTable transaction,
        SourceTable categoryBalance) {
    static final String SCHEMA = "BANK";
    private static final ColumnKind BALANCE_KIND = new ColumnKind.Decimal(12, Money.SCALE);

    static BankTables of(BankDataSets dataSets) {
        SourceTable account = dataSets.get(BankRecord.ACCOUNT).table();
        SourceTable transaction = dataSets.get(BankRecord.DAILY_TRANSACTION).table();
        return new BankTables(
                account,
                dataSets.get(BankRecord.CUSTOMER).table(),
                dataSets.get(BankRecord.CARD).table(),
                dataSets.get(BankRecord.CARD_XREF).table(),
                transaction,
                categoryBalance(account, transaction));
    }

    /** All tables, parents before children. */
    List<SourceTable> all() {
        return List.of(customer, account, card, xref, transaction, categoryBalance);
    }

    private static SourceTable categoryBalance(SourceTable account, SourceTable transaction) {
        return new SourceTable(
                SCHEMA,
                "CATEGORY_BALANCE",
                List.of(
                        account.column(Columns.ACCOUNT_ID),
                        transaction.column(Columns.TYPE_CODE),
                        transaction.column(Columns.CATEGORY_CODE),
                        new SourceColumn(Columns.BALANCE, BALANCE_KIND)),
                List.of(Columns.ACCOUNT_ID, Columns.TYPE_CODE, Columns.CATEGORY_CODE));
    }
}
