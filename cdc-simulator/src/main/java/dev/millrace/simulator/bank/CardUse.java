package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random transactions, posted by the same rules as the daily file. Owned by the bank's thread. */
final class CardUse {
    private static final int MOST_SECONDS_BETWEEN = 5;
    private static final int MOST_CENTS = 50_000;
    private static final int TYPES = 7;
    private static final int CATEGORIES = 5;
    private static final String NOBODYS_CARD = "0";

    private final BankContext bank;
    private final PostingRules rules;
    private final Amendments amendments;
    private PostingCounts counts = PostingCounts.none();

    CardUse(BankContext bank, PostingRules rules, Amendments amendments) {
        this.bank = bank;
        this.rules = rules;
        this.amendments = amendments;
    }

    /**
     * Plans the use of a card. Where the account rejects it, the bank does what makes the next one go through: the cycle
     * ends, or the account is renewed. Empty where there is no room, no card, or nothing to be done about a rejection.
     */
    List<RowChange> use(long room) {
        if (room < PostingRules.UNIT_SIZE || bank.portfolio().accounts().isEmpty()) {
            return List.of();
        }
        bank.calendar().advance(bank.random().nextInt(MOST_SECONDS_BETWEEN + 1));
        RowKey account = bank.portfolio()
                .accounts()
                .drawHot(bank.random(), bank.settings().skew());
        List<RowKey> cards = bank.portfolio().holding(account).xrefs();
        Optional<String> id = bank.identifiers().text(bank.tables().transaction(), "R");
        if (cards.isEmpty() || id.isEmpty()) {
            return List.of();
        }
        boolean unknown = bank.random().nextDouble() < bank.settings().unknownCards();
        RowKey card = cards.get(bank.random().nextInt(cards.size()));
        PostingResult result = rules.post(transaction(
                id.get(), unknown ? NOBODYS_CARD : (String) card.values().get(0)));
        counts = counts.plus(result);
        return unit(account, result);
    }

    /** The random transactions so far. */
    PostingCounts counts() {
        return counts;
    }

    private List<RowChange> unit(RowKey account, PostingResult result) {
        if (result instanceof PostingResult.Rejected rejected) {
            return switch (rejected.reason()) {
                case OVER_LIMIT, BALANCE_OVERFLOW -> amendments.statement(account);
                case ACCOUNT_EXPIRED -> amendments.renewal(account);
                case UNKNOWN_CARD, UNKNOWN_ACCOUNT -> List.of();
            };
        }
        return ((PostingResult.Posted) result).unit();
    }

    private SourceRow transaction(String id, String card) {
        RandomGenerator random = bank.random();
        boolean returned = random.nextInt(6) == 0;
        String merchant = Names.merchant(random);
        long cents = random.nextInt(1, MOST_CENTS + 1);
        return new RowDraft(bank.tables().transaction())
                .put(Columns.TRANSACTION_ID, id)
                .put(Columns.TYPE_CODE, "0" + random.nextInt(1, TYPES + 1))
                .put(Columns.CATEGORY_CODE, random.nextInt(1, CATEGORIES + 1))
                .put("SOURCE", returned ? "OPERATOR" : "POS TERM")
                .put("DESCRIPTION", (returned ? "Returned to " : "Bought at ") + merchant)
                .put(Columns.AMOUNT, returned ? -cents : cents)
                .put("MERCHANT_ID", 800_000_000L + random.nextInt(100_000))
                .put("MERCHANT_NAME", merchant)
                .put("MERCHANT_CITY", Names.city(random))
                .put("MERCHANT_ZIP", Names.digits(random, 5))
                .put(Columns.CARD_NUMBER, card)
                .put(Columns.ORIGIN_TIMESTAMP, bank.calendar().timestamp())
                .build();
    }
}
