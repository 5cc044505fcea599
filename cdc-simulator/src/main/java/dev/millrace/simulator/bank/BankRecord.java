package dev.millrace.simulator.bank;

import static dev.millrace.simulator.bank.FieldNeed.INTEGER;
import static dev.millrace.simulator.bank.FieldNeed.MONEY;
import static dev.millrace.simulator.bank.FieldNeed.TEXT;

import dev.millrace.simulator.source.SourceColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The five records of the bank: which table each fills, and the fields that the programs need in it. */
enum BankRecord {
    ACCOUNT(
            "ACCOUNT",
            "ACCOUNT",
            "ACCOUNT-ID",
            Map.of(
                    "ACCOUNT-ID", INTEGER,
                    "CURRENT-BALANCE", MONEY,
                    "CREDIT-LIMIT", MONEY,
                    "EXPIRATION-DATE", TEXT,
                    "CYCLE-CREDIT", MONEY,
                    "CYCLE-DEBIT", MONEY)),
    CUSTOMER("CUSTOMER", "CUSTOMER", "CUSTOMER-ID", Map.of("CUSTOMER-ID", INTEGER)),
    CARD("CARD", "CARD", "CARD-NUMBER", Map.of("CARD-NUMBER", TEXT, "ACCOUNT-ID", INTEGER)),
    CARD_XREF(
            "CARD-XREF",
            "CARD_XREF",
            "CARD-NUMBER",
            Map.of("CARD-NUMBER", TEXT, "CUSTOMER-ID", INTEGER, "ACCOUNT-ID", INTEGER)),
    DAILY_TRANSACTION(
            "DAILY-TRANSACTION",
            "TRANSACTION",
            "TRANSACTION-ID",
            Map.of(
                    "TRANSACTION-ID", TEXT,
                    "TYPE-CODE", TEXT,
                    "CATEGORY-CODE", INTEGER,
                    "AMOUNT", MONEY,
                    "CARD-NUMBER", TEXT,
                    "ORIGIN-TIMESTAMP", TEXT));

    private final String recordName;
    private final String table;
    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable; its type does not say so.
    private final Map<String, FieldNeed> needs;

    BankRecord(String recordName, String table, String key, Map<String, FieldNeed> needs) {
        this.recordName = recordName;
        this.table = table;
        this.key = key;
        this.needs = needs;
    }

    /** The record whose copybook has this level 01 name. */
    static Optional<BankRecord> named(String recordName) {
        return Arrays.stream(values())
                .filter(record -> record.recordName.equalsIgnoreCase(recordName))
                .findFirst();
    }

    /** The level 01 names of all records. */
    static String names() {
        return Arrays.stream(values()).map(BankRecord::recordName).collect(Collectors.joining(", "));
    }

    String recordName() {
        return recordName;
    }

    /** The source table that the records are for. */
    String table() {
        return table;
    }

    /** The names of the table's key columns. */
    List<String> keyColumns() {
        return List.of(SourceColumn.nameOf(key));
    }

    /** The fields that the programs need, by their name in the copybook. */
    Map<String, FieldNeed> needs() {
        return needs;
    }
}
