package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Updates of single rows. Each method plans a unit of one change; an empty one where there is nothing to update. */
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
        SourceRow row = bank.state()
                .get(bank.tables().customer(), bank.portfolio().customers().draw(random));
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
        return update(row, draft);
    }

    /** An account's limit, group or status changes, or it is renewed. */
    List<RowChange> account() {
        if (bank.portfolio().accounts().isEmpty()) {
            return List.of();
        }
        RowKey key = bank.portfolio().accounts().drawHot(random, bank.settings().skew());
        return switch (random.nextInt(4)) {
            case 0 -> renewal(key);
            case 1 -> amended(key, "GROUP_ID", "GROUP" + random.nextInt(10));
            case 2 -> amended(key, Columns.ACTIVE_STATUS, random.nextInt(10) == 0 ? "N" : "Y");
            default -> {
                SourceRow row = account(key);
                yield update(row, new RowDraft(row).put(Columns.CREDIT_LIMIT, random.nextInt(10, 200) * 10_000L));
            }
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
        SourceRow row = bank.state().get(bank.tables().card(), cards.get(random.nextInt(cards.size())));
        RowDraft draft = new RowDraft(row);
        switch (random.nextInt(3)) {
            case 0 ->
                draft.put(Columns.EXPIRATION_DATE, renewedUntil().toString()).put("CVV", random.nextInt(1_000));
            case 1 -> draft.put(Columns.ACTIVE_STATUS, random.nextInt(5) == 0 ? "N" : "Y");
            default -> draft.put(Columns.EMBOSSED_NAME, Names.first(random) + " " + Names.last(random));
        }
        return update(row, draft);
    }

    /** The cycle ends: the balance is paid, the cycle's sums begin at zero. */
    List<RowChange> statement(RowKey account) {
        SourceRow row = account(account);
        return update(
                row,
                new RowDraft(row)
                        .put(Columns.CURRENT_BALANCE, 0)
                        .put(Columns.CYCLE_CREDIT, 0)
                        .put(Columns.CYCLE_DEBIT, 0));
    }

    /** The account expires later. */
    List<RowChange> renewal(RowKey account) {
        SourceRow row = account(account);
        return update(
                row,
                new RowDraft(row)
                        .put(Columns.EXPIRATION_DATE, renewedUntil().toString())
                        .put(Columns.REISSUE_DATE, bank.calendar().today().toString()));
    }

    private LocalDate renewedUntil() {
        return bank.calendar().today().plusYears(RENEWAL_YEARS);
    }

    private List<RowChange> amended(RowKey account, String column, String text) {
        SourceRow row = account(account);
        return update(row, new RowDraft(row).put(column, text));
    }

    private SourceRow account(RowKey key) {
        return bank.state().get(bank.tables().account(), key);
    }

    private static List<RowChange> update(SourceRow row, RowDraft draft) {
        SourceRow after = draft.build();
        return List.of(new RowChange.Update(row, after));
    }
}
