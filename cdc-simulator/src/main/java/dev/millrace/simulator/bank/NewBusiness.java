package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** New customers and cards. Each method plans a unit of work; an empty one where it is not possible now. */
final class NewBusiness {
    /** Changes of a new customer with everything that belongs to one. */
    static final int CUSTOMER_UNIT_SIZE = 4;

    private static final int CARD_UNIT_SIZE = 2;
    private static final int CARD_YEARS = 4;

    private final BankContext bank;
    private final RandomGenerator random;

    NewBusiness(BankContext bank) {
        this.bank = bank;
        this.random = bank.random();
    }

    /** A customer with an account, a card and its cross-reference; none where the bank has its most accounts. */
    List<RowChange> customerWithAccount(long room) {
        boolean full = bank.portfolio().accounts().size() >= bank.settings().mostAccounts();
        return room < CUSTOMER_UNIT_SIZE || full ? List.of() : customerWithAccount();
    }

    /** A customer with an account, a card and its cross-reference. */
    List<RowChange> customerWithAccount() {
        Optional<BigDecimal> customer = bank.identifiers().number(bank.tables().customer());
        Optional<BigDecimal> account = bank.identifiers().number(bank.tables().account());
        Optional<String> card = bank.identifiers().text(bank.tables().card(), "9");
        if (customer.isEmpty() || account.isEmpty() || card.isEmpty()) {
            return List.of();
        }
        SourceRow person = person(customer.get());
        return List.of(
                new RowChange.Insert(person),
                new RowChange.Insert(account(account.get())),
                new RowChange.Insert(card(card.get(), account.get(), embossed(person))),
                new RowChange.Insert(xref(card.get(), customer.get(), account.get())));
    }

    /** A customer alone: the smallest thing that can happen at a bank without customers. */
    List<RowChange> prospect() {
        return bank.identifiers()
                .number(bank.tables().customer())
                .map(id -> List.<RowChange>of(new RowChange.Insert(person(id))))
                .orElse(List.of());
    }

    /** A further card for an account. */
    List<RowChange> card(long room) {
        Portfolio portfolio = bank.portfolio();
        if (room < CARD_UNIT_SIZE || portfolio.accounts().isEmpty()) {
            return List.of();
        }
        RowKey account = portfolio.accounts().draw(random);
        Holding holding = portfolio.holding(account);
        if (holding.xrefs().isEmpty()
                || holding.cards().size() >= bank.settings().mostCards()) {
            return List.of();
        }
        Optional<String> number = bank.identifiers().text(bank.tables().card(), "9");
        if (number.isEmpty()) {
            return List.of();
        }
        SourceRow xref = bank.state().get(bank.tables().xref(), holding.xrefs().get(0));
        BigDecimal id = xref.number(Columns.ACCOUNT_ID);
        String name = Names.first(random) + " " + Names.last(random);
        return List.of(
                new RowChange.Insert(card(number.get(), id, name)),
                new RowChange.Insert(xref(number.get(), xref.number(Columns.CUSTOMER_ID), id)));
    }

    /** A lost card gets another number, and its cross-reference with it: updates that change the key. */
    List<RowChange> replacement(long room) {
        if (room < CARD_UNIT_SIZE || bank.portfolio().accounts().isEmpty()) {
            return List.of();
        }
        Holding holding = bank.portfolio().holding(bank.portfolio().accounts().draw(random));
        List<RowKey> lost =
                holding.cards().stream().filter(holding.xrefs()::contains).toList();
        Optional<String> number = bank.identifiers().text(bank.tables().card(), "9");
        if (lost.isEmpty() || number.isEmpty()) {
            return List.of();
        }
        RowKey key = lost.get(random.nextInt(lost.size()));
        SourceRow card = bank.state().get(bank.tables().card(), key);
        SourceRow xref = bank.state().get(bank.tables().xref(), key);
        return List.of(
                new RowChange.Update(card, card.with(Columns.CARD_NUMBER, number.get())),
                new RowChange.Update(xref, xref.with(Columns.CARD_NUMBER, number.get())));
    }

    private SourceRow person(BigDecimal id) {
        return new RowDraft(bank.tables().customer())
                .put(Columns.CUSTOMER_ID, id)
                .put("FIRST_NAME", Names.first(random))
                .put("MIDDLE_NAME", random.nextBoolean() ? "" : Names.first(random))
                .put("LAST_NAME", Names.last(random))
                .put("ADDRESS_LINE_1", Names.street(random))
                .put("ADDRESS_LINE_3", Names.city(random))
                .put("CITY", Names.city(random))
                .put("STATE", "ZZ")
                .put("COUNTRY", "ZZZ")
                .put(Columns.ZIP, Names.digits(random, 5))
                .put("PHONE_1", Names.phone(random))
                .put("SSN", 900_000_000L + random.nextInt(100_000_000))
                .put("GOVERNMENT_ID", "X" + Names.digits(random, 12))
                .put(
                        "DATE_OF_BIRTH",
                        bank.calendar()
                                .today()
                                .minusDays(random.nextInt(7_000, 30_000))
                                .toString())
                .put("EFT_ACCOUNT_ID", Names.digits(random, 10))
                .put("PRIMARY_HOLDER", "Y")
                .put("FICO_SCORE", random.nextInt(300, 851))
                .build();
    }

    private SourceRow account(BigDecimal id) {
        long limit = random.nextInt(10, 200) * 10_000L;
        return new RowDraft(bank.tables().account())
                .put(Columns.ACCOUNT_ID, id)
                .put(Columns.ACTIVE_STATUS, "Y")
                .put(Columns.CREDIT_LIMIT, limit)
                .put("CASH_CREDIT_LIMIT", limit / 2)
                .put(Columns.OPEN_DATE, bank.calendar().today().toString())
                .put(
                        Columns.EXPIRATION_DATE,
                        bank.calendar().today().plusYears(CARD_YEARS).toString())
                .put(Columns.ZIP, Names.digits(random, 5))
                .put("GROUP_ID", "GROUP" + random.nextInt(10))
                .build();
    }

    private SourceRow card(String number, BigDecimal account, String name) {
        return new RowDraft(bank.tables().card())
                .put(Columns.CARD_NUMBER, number)
                .put(Columns.ACCOUNT_ID, account)
                .put("CVV", random.nextInt(1_000))
                .put(Columns.EMBOSSED_NAME, name)
                .put(
                        Columns.EXPIRATION_DATE,
                        bank.calendar().today().plusYears(CARD_YEARS).toString())
                .put(Columns.ACTIVE_STATUS, "Y")
                .build();
    }

    private SourceRow xref(String number, BigDecimal customer, BigDecimal account) {
        return new RowDraft(bank.tables().xref())
                .put(Columns.CARD_NUMBER, number)
                .put(Columns.CUSTOMER_ID, customer)
                .put(Columns.ACCOUNT_ID, account)
                .build();
    }

    private String embossed(SourceRow person) {
        return person.table().has("FIRST_NAME") && person.table().has("LAST_NAME")
                ? person.text("FIRST_NAME") + " " + person.text("LAST_NAME")
                : Names.last(random);
    }
}
