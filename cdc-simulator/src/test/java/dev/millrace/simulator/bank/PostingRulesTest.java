package dev.millrace.simulator.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.truth.TrueState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostingRulesTest {
    private static final String CARD = "7777000000000001";
    private static final String DAY = "2024-02-29 10:00:00.000000";

    private final BankTables tables = BankTables.of(BankDataSets.sample());
    private final TrueState state = new TrueState(tables.all());
    private final PostingRules rules = new PostingRules(tables, state);
    private int transactions;

    @Test
    void aCardWithoutCrossReferenceIsRejected() {
        openAccount("1000.00", "2030-01-01");
        assertRejected(RejectReason.UNKNOWN_CARD, transaction("9", "1.00", DAY));
    }

    @Test
    void aCrossReferenceToNoAccountIsRejected() {
        state.apply(new RowChange.Insert(xref(2)));
        assertRejected(RejectReason.UNKNOWN_ACCOUNT, transaction(CARD, "1.00", DAY));
    }

    @Test
    void theLimitMayBeReachedButNotExceeded() {
        openAccount("500.00", "2030-01-01");
        assertRejected(RejectReason.OVER_LIMIT, transaction(CARD, "500.01", DAY));
        post(transaction(CARD, "500.00", DAY));
        assertRejected(RejectReason.OVER_LIMIT, transaction(CARD, "0.01", DAY));
        post(transaction(CARD, "0.00", DAY));
    }

    @Test
    void whatWasReturnedInTheCycleCountsAgainstTheLimitToo() {
        // Credit 0 - debit (-300) + 200 is the limit: the batch subtracts a debit that is negative.
        openAccount("500.00", "2030-01-01");
        post(transaction(CARD, "-300.00", DAY));
        assertRejected(RejectReason.OVER_LIMIT, transaction(CARD, "200.01", DAY));
        post(transaction(CARD, "200.00", DAY));
        assertAccount("-100.00", "200.00", "-300.00");
    }

    @Test
    void theExpirationDateItselfIsStillValid() {
        openAccount("500.00", "2024-02-29");
        post(transaction(CARD, "1.00", DAY));
        assertRejected(RejectReason.ACCOUNT_EXPIRED, transaction(CARD, "1.00", "2024-03-01 00:00:00.000000"));
    }

    @Test
    void theLimitIsCheckedBeforeTheExpirationDate() {
        openAccount("500.00", "2020-01-01");
        assertRejected(RejectReason.OVER_LIMIT, transaction(CARD, "500.01", DAY));
        assertRejected(RejectReason.ACCOUNT_EXPIRED, transaction(CARD, "500.00", DAY));
    }

    @Test
    void aPostingInsertsTheTransactionRaisesItsCategoryAndUpdatesTheAccount() {
        openAccount("500.00", "2030-01-01");
        SourceRow first = transaction(CARD, "120.50", DAY);
        List<RowChange> unit = post(first);
        assertEquals(
                List.of(Operation.INSERT, Operation.INSERT, Operation.UPDATE),
                unit.stream().map(RowChange::operation).toList());
        assertEquals(first, unit.get(0).row());
        assertEquals("1|01|5|120.50", plain(unit.get(1).row()));
        assertAccount("120.50", "120.50", "0.00");

        List<RowChange> second = post(transaction(CARD, "-20.25", DAY));
        assertEquals(Operation.UPDATE, second.get(1).operation());
        assertEquals("1|01|5|100.25", plain(second.get(1).row()));
        assertAccount("100.25", "120.50", "-20.25");
    }

    @Test
    void anotherCategoryHasABalanceOfItsOwn() {
        openAccount("500.00", "2030-01-01");
        post(transaction(CARD, "1.00", DAY));
        SourceRow other = transaction(CARD, "2.00", DAY).with(Columns.TYPE_CODE, "02");
        assertEquals("1|02|5|2.00", plain(post(other).get(1).row()));
        assertEquals(2, state.size(tables.categoryBalance()));
    }

    @Test
    void aBalanceNeverOverflowsItsPicture() {
        SourceRow account = openAccount("9999999999.99", "2030-01-01");
        state.apply(
                new RowChange.Update(account, account.with(Columns.CURRENT_BALANCE, new BigDecimal("-9999999999.98"))));
        post(transaction(CARD, "-0.01", DAY));
        assertRejected(RejectReason.BALANCE_OVERFLOW, transaction(CARD, "-0.01", DAY));
        post(transaction(CARD, "0.01", DAY));
    }

    private SourceRow openAccount(String limit, String expiration) {
        SourceRow account = new RowDraft(tables.account())
                .put(Columns.ACCOUNT_ID, 1)
                .put(Columns.CREDIT_LIMIT, new BigDecimal(limit))
                .put(Columns.EXPIRATION_DATE, expiration)
                .build();
        state.apply(new RowChange.Insert(account));
        state.apply(new RowChange.Insert(xref(1)));
        return account;
    }

    private SourceRow xref(long account) {
        return new RowDraft(tables.xref())
                .put(Columns.CARD_NUMBER, CARD)
                .put(Columns.ACCOUNT_ID, account)
                .build();
    }

    private SourceRow transaction(String card, String amount, String origin) {
        transactions++;
        return new RowDraft(tables.transaction())
                .put(Columns.TRANSACTION_ID, "T" + transactions)
                .put(Columns.CARD_NUMBER, card)
                .put(Columns.AMOUNT, new BigDecimal(amount))
                .put(Columns.TYPE_CODE, "01")
                .put(Columns.CATEGORY_CODE, 5)
                .put(Columns.ORIGIN_TIMESTAMP, origin)
                .build();
    }

    private List<RowChange> post(SourceRow transaction) {
        List<RowChange> unit = assertInstanceOf(PostingResult.Posted.class, rules.post(transaction))
                .unit();
        unit.forEach(state::apply);
        return unit;
    }

    private void assertRejected(RejectReason reason, SourceRow transaction) {
        assertEquals(new PostingResult.Rejected(reason), rules.post(transaction));
    }

    private void assertAccount(String balance, String credit, String debit) {
        SourceRow account = state.rows(tables.account()).iterator().next();
        assertEquals(new BigDecimal(balance), account.number(Columns.CURRENT_BALANCE));
        assertEquals(new BigDecimal(credit), account.number(Columns.CYCLE_CREDIT));
        assertEquals(new BigDecimal(debit), account.number(Columns.CYCLE_DEBIT));
    }

    private static String plain(SourceRow row) {
        StringBuilder text = new StringBuilder(row.plain(0));
        for (int i = 1; i < row.table().columns().size(); i++) {
            text.append('|').append(row.plain(i));
        }
        return text.toString();
    }
}
