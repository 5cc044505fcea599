package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import java.util.List;

/** What happens at the bank when no file tells it what to do. Plans units of work; owned by the bank's thread. */
final class RandomActivity {
    /** Of the updates of cards, one in so many replaces the card. */
    private static final int LOST_CARDS = 4;

    private final BankContext bank;
    private final CardUse cardUse;
    private final Amendments amendments;
    private final NewBusiness newBusiness;
    private final Closures closures;

    RandomActivity(BankContext bank, PostingRules rules) {
        this.bank = bank;
        this.amendments = new Amendments(bank);
        this.newBusiness = new NewBusiness(bank);
        this.closures = new Closures(bank);
        this.cardUse = new CardUse(bank, rules, amendments);
    }

    /** A unit of 1 to {@code room} changes. */
    List<RowChange> next(long room) {
        List<RowChange> unit = draw(room);
        return unit.isEmpty() ? small() : unit;
    }

    /** A unit of one change, which touches no account. */
    List<RowChange> small() {
        List<RowChange> unit = amendments.customer();
        return unit.isEmpty() ? newBusiness.prospect() : unit;
    }

    /** A new customer with everything that belongs to one; empty where a picture of a key is used up. */
    List<RowChange> newCustomer() {
        return newBusiness.customerWithAccount();
    }

    /** The random transactions so far. */
    PostingCounts postings() {
        return cardUse.counts();
    }

    private List<RowChange> draw(long room) {
        return switch (bank.settings().mix().draw(bank.random())) {
            case TRANSACTION -> cardUse.use(room);
            case CUSTOMER_UPDATE -> amendments.customer();
            case ACCOUNT_UPDATE -> amendments.account();
            case CARD_UPDATE ->
                bank.random().nextInt(LOST_CARDS) == 0 ? newBusiness.replacement(room) : amendments.card();
            case NEW_CUSTOMER -> newBusiness.customerWithAccount(room);
            case NEW_CARD -> newBusiness.card(room);
            case CLOSING -> closures.close(room);
            case REOPENING -> closures.reopen(room);
        };
    }
}
