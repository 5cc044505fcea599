package dev.millrace.simulator.bank;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.FixedRecordsWriter;
import dev.millrace.codec.RecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Writes the records of the sample bank, the same ones every time. {@link #main} writes them anew, into the directory given,
 * after the copybooks or this program have changed.
 */
final class SampleBank {
    static final List<String> NAMES = List.of("ACCOUNT", "CARD", "CARDXREF", "CUSTOMER", "DAILYTRN");

    private static final int ACCOUNTS = 60;
    private static final int TRANSACTIONS = 200;
    private static final String TODAY = "2024-02-29";
    private static final int NO_LIMIT = 0;
    private static final int EXTREME = 1;
    private static final int EXPIRED = 2;
    private static final int EXPIRES_TODAY = 3;
    private static final int EXACT_LIMIT = 4;
    private static final int LIMIT_OF_EXACT = 50_000;
    private static final long MOST_MONEY = 999_999_999_999L;

    private final SplittableRandom random = new SplittableRandom(20240229);
    private final Map<String, List<CobolRecord>> records = new LinkedHashMap<>();
    private final Map<String, Copybook> copybooks = new LinkedHashMap<>();
    private final List<String> cards = new ArrayList<>();

    private SampleBank() throws IOException {
        for (String name : NAMES) {
            try (InputStream in =
                    Objects.requireNonNull(SampleBank.class.getResourceAsStream("/bank/" + name + ".cpy"))) {
                copybooks.put(name, Copybook.parse(name, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
            records.put(name, new ArrayList<>());
        }
    }

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    /** Writes NAME.PS for each of {@link #NAMES}. */
    static void write(Path directory) throws IOException {
        SampleBank bank = new SampleBank();
        bank.makeCustomers();
        bank.makeTransactions();
        for (String name : NAMES) {
            RecordCodec codec = new RecordCodec(bank.copybook(name), CodePage.of("IBM037"));
            try (FixedRecordsWriter writer = FixedRecordsWriter.create(directory.resolve(name + ".PS"), codec)) {
                for (CobolRecord record : bank.records(name)) {
                    writer.write(record);
                }
            }
        }
    }

    private void makeCustomers() {
        for (int i = 0; i < ACCOUNTS; i++) {
            String first = Names.first(random);
            String last = Names.last(random);
            customer(i, first, last);
            account(i);
            card(i, i, first + " " + last);
        }
        // Every tenth account has a second card.
        for (int i = 0; i < ACCOUNTS; i += 10) {
            card(ACCOUNTS + i, i, Names.first(random) + " " + Names.last(random));
        }
    }

    private void customer(int i, String first, String last) {
        add(
                "CUSTOMER",
                new Values()
                        .number("CUSTOMER-ID", customerId(i), 0)
                        .group(
                                "FULL-NAME",
                                new Values()
                                        .text("FIRST-NAME", first)
                                        .text("MIDDLE-NAME", i % 3 == 0 ? "" : Names.first(random))
                                        .text("LAST-NAME", last))
                        .text("ADDRESS-LINE-1", Names.street(random))
                        .text("CITY", Names.city(random))
                        .text("ZIP", Names.digits(random, 5))
                        .text("COUNTRY", "ZZZ")
                        .text("PHONE-1", Names.phone(random))
                        .text("PHONE-2", i % 2 == 0 ? "" : Names.phone(random))
                        .text("DATE-OF-BIRTH", (1930 + random.nextInt(75)) + "-0" + (1 + random.nextInt(9)) + "-17")
                        .number("FICO-SCORE", i == 0 ? 0 : i == 1 ? 999 : 300 + random.nextInt(551), 0)
                        .text("REMARK", i % 7 == 0 ? "\"quoted\" \\ § µ ¿ £" : ""));
    }

    private void account(int i) {
        long limit = switch (i) {
            case NO_LIMIT -> 0;
            case EXTREME -> MOST_MONEY;
            case EXACT_LIMIT -> LIMIT_OF_EXACT;
            default -> 100_000L * (1 + random.nextInt(20));
        };
        String expires =
                i == EXPIRED ? "2024-02-28" : i == EXPIRES_TODAY ? TODAY : (2025 + random.nextInt(4)) + "-06-30";
        add(
                "ACCOUNT",
                new Values()
                        .number("ACCOUNT-ID", accountId(i), 0)
                        .text("ACTIVE-STATUS", i % 20 == 19 ? "N" : "Y")
                        .text("BRANCH", Names.city(random))
                        .group(
                                "LIMITS",
                                new Values().number("CREDIT-LIMIT", limit, 2).text("EXPIRATION-DATE", expires))
                        .group(
                                "BALANCES",
                                new Values()
                                        .number(
                                                "CURRENT-BALANCE",
                                                i == EXTREME ? -MOST_MONEY : random.nextInt(-50_000, 50_000),
                                                2)
                                        .number("CYCLE-CREDIT", 0, 2)
                                        .number("CYCLE-DEBIT", 0, 2))
                        .text("OPEN-DATE", (2010 + random.nextInt(12)) + "-11-05")
                        .text("REISSUE-DATE", i % 4 == 0 ? "" : "2021-12-31"));
    }

    private void card(int i, int account, String name) {
        String number = "77770000" + String.format("%08d", 10_007L * (i + 1));
        cards.add(number);
        add(
                "CARD",
                new Values()
                        .text("CARD-NUMBER", number)
                        .text("EMBOSSED-NAME", name)
                        .number("ACCOUNT-ID", accountId(account), 0)
                        .text("EXPIRATION-DATE", "2026-10-31")
                        .number("CVV", random.nextInt(1000), 0)
                        .text("ACTIVE-STATUS", "Y"));
        add(
                "CARDXREF",
                new Values()
                        .text("CARD-NUMBER", number)
                        .number("ACCOUNT-ID", accountId(account), 0)
                        .number("CUSTOMER-ID", customerId(account), 0));
    }

    private void makeTransactions() {
        transaction(cards.get(EXACT_LIMIT), LIMIT_OF_EXACT);
        transaction(cards.get(EXACT_LIMIT), 1);
        transaction(cards.get(EXACT_LIMIT), 0);
        transaction(cards.get(NO_LIMIT), 1);
        transaction(cards.get(NO_LIMIT), 0);
        transaction(cards.get(EXPIRED), 1_000);
        transaction(cards.get(EXPIRES_TODAY), 1_000);
        transaction(cards.get(EXTREME), -1);
        transaction(cards.get(EXTREME), 99_999_999_999L);
        transaction(cards.get(EXTREME), -99_999_999_999L);
        transaction("", 1_000);
        transaction("7777000099999999", 1_000);
        while (records("DAILYTRN").size() < TRANSACTIONS) {
            boolean unknown = random.nextInt(40) == 0;
            String card = unknown ? "00000000" + Names.digits(random, 8) : cards.get(random.nextInt(cards.size()));
            int cents = 1 + random.nextInt(random.nextInt(8) == 0 ? 300_000 : 30_000);
            transaction(card, random.nextInt(5) == 0 ? -cents : cents);
        }
    }

    private void transaction(String card, long cents) {
        int i = records("DAILYTRN").size();
        String merchant = Names.merchant(random);
        add(
                "DAILYTRN",
                new Values()
                        .text("TRANSACTION-ID", "D" + String.format("%015d", 1_000_003L * (i + 1)))
                        .text("CARD-NUMBER", card)
                        .text("ORIGIN-TIMESTAMP", TODAY + String.format(" %02d:%02d:00.000000", i / 10, i % 10 * 6))
                        .text("PROCESSING-TIMESTAMP", "")
                        .number("AMOUNT", cents, 2)
                        .text("TYPE-CODE", cents < 0 ? "02" : "01")
                        .number("CATEGORY-CODE", i == 8 ? 9_999 : 1 + random.nextInt(3), 0)
                        .text("SOURCE", cents < 0 ? "OPERATOR" : "POS TERM")
                        .text("DESCRIPTION", (cents < 0 ? "Returned to " : "Bought at ") + merchant)
                        .group(
                                "MERCHANT",
                                new Values()
                                        .number(
                                                "MERCHANT-ID",
                                                i == 8 ? 999_999_999 : 800_000_000 + random.nextInt(500),
                                                0)
                                        .text("MERCHANT-NAME", merchant)
                                        .text("MERCHANT-CITY", i % 9 == 0 ? "" : Names.city(random))));
    }

    private void add(String name, Values values) {
        records(name).add(CobolRecord.of(copybook(name), values.map));
    }

    private Copybook copybook(String name) {
        return Objects.requireNonNull(copybooks.get(name));
    }

    private List<CobolRecord> records(String name) {
        return Objects.requireNonNull(records.get(name));
    }

    private static long accountId(int i) {
        return 70_000_000_000L + 1_009L * (i + 1);
    }

    private static long customerId(int i) {
        return 500_000_000L + 211L * (i + 1);
    }

    private static final class Values {
        private final Map<String, CobolValue> map = new LinkedHashMap<>();

        Values text(String field, String text) {
            map.put(field, CobolValue.text(text));
            return this;
        }

        Values number(String field, long unscaled, int scale) {
            map.put(field, CobolValue.number(BigDecimal.valueOf(unscaled, scale)));
            return this;
        }

        Values group(String field, Values values) {
            map.put(field, CobolValue.Group.of(values.map));
            return this;
        }
    }
}
