package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Updates of single rows. Each plan is a unit of one change; an empty one where there is nothing to update. */
final class Amendments {
    private static final int RENEWAL_YEARS = 3;

    private final BankContext bank;
    private final RandomGenerator random;

    Amendments(BankContext bank) {
        this.bank = bank;
        this.random = bank.random();
    }

    /** A customer moves, changes the phone or is scored anew. Touches no balance and no key. */
    List<RowChange> customer() {
        if (bank.portfolio().customers().isEmpty()) {
            return List.of();
        }
        return update(bank.state()
                .get(bank.tables().customer(), bank.portfolio().customers().draw(random)));
    }

    /** True where {@link #amended} knows what can happen to a row of this table. */
    boolean canAmend(SourceTable table) {
        return table.equals(bank.tables().customer())
                || table.equals(bank.tables().account())
                || table.equals(bank.tables().card())
                || table.equals(bank.tables().transaction());
    }

    /** A row with something changed that is no part of a key and no sum of amounts; now and then with nothing changed. */
    SourceRow amended(SourceRow row) {
        if (row.table().equals(bank.tables().customer())) {
            return customer(row);
        }
        if (row.table().equals(bank.tables().account())) {
            return account(row);
        }
        if (row.table().equals(bank.tables().card())) {
            return card(row);
        }
        return transaction(row);
    }

    private SourceRow customer(SourceRow row) {
        RowDraft draft = new RowDraft(row);
        switch (random.nextInt(4)) {
            case 0 ->
                draft.put("ADDRESS_LINE_1", Names.street(random))
                        .put("ADDRESS_LINE_3", Names.city(random))
                        .put(Columns.ZIP, Names.digits(random, 5));
            case 1 -> draft.put("FICO_SCORE", random.nextInt(300, 851));
            case 2 -> draft.put("PHONE_2", random.nextBoolean() ? "" : Names.phone(random));
            default -> draft.put("PHONE_1", Names.phone(random));
        }
        return draft.build();
    }

    /** An account's limit, group or status changes, or it is renewed. */
    List<RowChange> account() {
        if (bank.portfolio().accounts().isEmpty()) {
            return List.of();
        }
        return update(account(
                bank.portfolio().accounts().drawHot(random, bank.settings().skew())));
    }

    private SourceRow account(SourceRow row) {
        return switch (random.nextInt(4)) {
            case 0 -> renewed(row);
            case 1 ->
                new RowDraft(row).put("GROUP_ID", "GROUP" + random.nextInt(10)).build();
            case 2 ->
                new RowDraft(row)
                        .put(Columns.ACTIVE_STATUS, random.nextInt(10) == 0 ? "N" : "Y")
                        .build();
            default ->
                new RowDraft(row)
                        .put(Columns.CREDIT_LIMIT, random.nextInt(10, 200) * 10_000L)
                        .build();
        };
    }

    /** A card is renewed, blocked or unblocked, or embossed with another name. */
    List<RowChange> card() {
        if (bank.portfolio().accounts().isEmpty()) {
            return List.of();
        }
        RowKey account = bank.portfolio().accounts().draw(random);
        List<RowKey> cards = bank.portfolio().holding(account).cards();
        if (cards.isEmpty()) {
            return List.of();
        }
        return update(bank.state().get(bank.tables().card(), cards.get(random.nextInt(cards.size()))));
    }

    private SourceRow card(SourceRow row) {
        RowDraft draft = new RowDraft(row);
        switch (random.nextInt(3)) {
            case 0 ->
                draft.put(Columns.EXPIRATION_DATE, renewedUntil().toString()).put("CVV", random.nextInt(1_000));
            case 1 -> draft.put(Columns.ACTIVE_STATUS, random.nextInt(5) == 0 ? "N" : "Y");
            default -> draft.put(Columns.EMBOSSED_NAME, Names.first(random) + " " + Names.last(random));
        }
        return draft.build();
    }

    private SourceRow transaction(SourceRow row) {
        String merchant = Names.merchant(random);
        return new RowDraft(row)
                .put("DESCRIPTION", "Corrected: " + merchant)
                .put("MERCHANT_NAME", merchant)
                .put("MERCHANT_CITY", Names.city(random))
                .build();
    }

    /** The cycle ends: the balance is paid, the cycle's sums begin at zero. */
    List<RowChange> statement(RowKey account) {
        SourceRow row = account(account);
        SourceRow paid = new RowDraft(row)
                .put(Columns.CURRENT_BALANCE, 0)
                .put(Columns.CYCLE_CREDIT, 0)
                .put(Columns.CYCLE_DEBIT, 0)
                .build();
        return List.of(new RowChange.Update(row, paid));
    }

    /** The account expires later. */
    List<RowChange> renewal(RowKey account) {
        SourceRow row = account(account);
        return List.of(new RowChange.Update(row, renewed(row)));
    }

    private SourceRow renewed(SourceRow account) {
        return new RowDraft(account)
                .put(Columns.EXPIRATION_DATE, renewedUntil().toString())
                .put(Columns.REISSUE_DATE, bank.calendar().today().toString())
                .build();
    }

    private LocalDate renewedUntil() {
        return bank.calendar().today().plusYears(RENEWAL_YEARS);
    }

    private SourceRow account(RowKey key) {
        return bank.state().get(bank.tables().account(), key);
    }

    private List<RowChange> update(SourceRow row) {
        return List.of(new RowChange.Update(row, amended(row)));
    }
}
