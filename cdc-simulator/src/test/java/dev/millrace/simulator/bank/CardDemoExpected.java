package dev.millrace.simulator.bank;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What posting CardDemo's day must lead to, computed from the text files alone, by offsets of its own. */
final class CardDemoExpected {
    private final Map<Long, Account> accountsById = new TreeMap<>();
    private final Map<String, Long> accountOfCard = new HashMap<>();
    private final List<String> daily = new ArrayList<>();
    private final Map<String, String> transactions = new TreeMap<>();
    private final Map<String, BigDecimal> categories = new TreeMap<>();
    private int rejected;

    void read(Path directory) throws IOException {
        for (String line : lines(directory, "ACCTDATA.txt")) {
            Account account = new Account();
            account.balance = signed(line.substring(12, 24));
            account.limit = signed(line.substring(24, 36));
            account.expires = line.substring(58, 68);
            account.credit = signed(line.substring(78, 90));
            account.debit = signed(line.substring(90, 102));
            accountsById.put(Long.parseLong(line.substring(0, 11)), account);
        }
        for (String line : lines(directory, "CARDXREF.txt")) {
            accountOfCard.put(line.substring(0, 16), Long.parseLong(line.substring(25, 36)));
        }
        daily.addAll(lines(directory, "DALYTRAN.txt"));
    }

    void post() {
        for (String line : daily) {
            String card = line.substring(262, 278);
            if (!accountOfCard.containsKey(card)) {
                rejected++;
                continue;
            }
            long id = Objects.requireNonNull(accountOfCard.get(card));
            Account account = Objects.requireNonNull(accountsById.get(id));
            BigDecimal amount = signed(line.substring(132, 143));
            boolean overLimit =
                    account.credit.subtract(account.debit).add(amount).compareTo(account.limit) > 0;
            if (overLimit || account.expires.compareTo(line.substring(278, 288)) < 0) {
                rejected++;
                continue;
            }
            transactions.put(line.substring(0, 16), card + "|" + amount);
            String category = id + "|" + line.substring(16, 18) + "|" + Integer.parseInt(line.substring(18, 22));
            categories.merge(category, amount, BigDecimal::add);
            account.balance = account.balance.add(amount);
            if (amount.signum() >= 0) {
                account.credit = account.credit.add(amount);
            } else {
                account.debit = account.debit.add(amount);
            }
        }
    }

    int posted() {
        return transactions.size();
    }

    int rejected() {
        return rejected;
    }

    /** Card and amount by transaction id. */
    Map<String, String> transactions() {
        return transactions;
    }

    /** Balance by account, type and category. */
    Map<String, BigDecimal> categories() {
        return categories;
    }

    /** Current balance, cycle credit and cycle debit by account id. */
    Map<Long, String> accounts() {
        Map<Long, String> result = new TreeMap<>();
        accountsById.forEach(
                (id, account) -> result.put(id, account.balance + "|" + account.credit + "|" + account.debit));
        return result;
    }

    /** A number with two decimals whose last character carries digit and sign: { A to I, } J to R. */
    private static BigDecimal signed(String text) {
        char last = text.charAt(text.length() - 1);
        int plus = "{ABCDEFGHI".indexOf(last);
        int minus = "}JKLMNOPQR".indexOf(last);
        int digit = plus >= 0 ? plus : minus;
        BigDecimal value = new BigDecimal(text.substring(0, text.length() - 1) + digit).movePointLeft(2);
        return minus >= 0 ? value.negate() : value;
    }

    private static List<String> lines(Path directory, String file) throws IOException {
        return Files.readAllLines(directory.resolve(file), StandardCharsets.US_ASCII);
    }

    private static final class Account {
        private BigDecimal balance = BigDecimal.ZERO;
        private BigDecimal limit = BigDecimal.ZERO;
        private BigDecimal credit = BigDecimal.ZERO;
        private BigDecimal debit = BigDecimal.ZERO;
        private String expires = "";
    }
}
