package dev.millrace.simulator.bank;

import dev.millrace.simulator.Bounds;

/**
 * What the bank does and how much of it.
 *
 * @param seed the same seed makes the same changes, but for what the clock shows
 * @param additionalCustomers customers (each with account, card and cross-reference) that the initial load has beside the
 *     data sets, 0 to 1,000,000
 * @param leastAccounts no account is closed at or below this number, 1 to 1,000,000
 * @param mostAccounts no account is opened at or above this number, 1 to 10,000,000
 * @param mostCards the most cards of an account, 1 to 100
 * @param skew how hot the hot accounts are: the exponent of Zipf's law, 0 (none) to 0.99; at 0.8 one account in a hundred
 *     gets 40 % of the transactions
 * @param unknownCards the share of the random transactions, 0 to 1, whose card nobody knows
 * @param ties the share of the units of work, 0 to 1, that commit at the same store clock value as the one before
 * @param revisions the share of the units of work, 0 to 1, that touch a row more than once, as far as what they do allows it;
 *     the initial load never does
 * @param mix how often each activity happens
 */
public record BankSettings(
        long seed,
        int additionalCustomers,
        int leastAccounts,
        int mostAccounts,
        int mostCards,
        double skew,
        double unknownCards,
        double ties,
        double revisions,
        ActivityMix mix) {

    /** Checks the bounds; {@link dev.millrace.simulator.SimulatorException} names the one that is violated. */
    public BankSettings {
        Bounds.check("bank.additional-customers", additionalCustomers, 0, 1_000_000);
        Bounds.check("bank.least-accounts", leastAccounts, 1, 1_000_000);
        Bounds.check("bank.most-accounts", mostAccounts, 1, 10_000_000);
        Bounds.check("bank.most-cards", mostCards, 1, 100);
        Bounds.check("bank.skew", skew, 0, 0.99);
        Bounds.check("bank.unknown-cards", unknownCards, 0, 1);
        Bounds.check("bank.ties", ties, 0, 1);
        Bounds.check("bank.revisions", revisions, 0, 1);
    }

    /**
     * The data sets alone to begin with, a few hot accounts, one unit of work in twenty tied. Three units in four touch a row
     * again: then some rows of a thousand changes depend on the ordinal, whatever the seed and however few copies overtake.
     */
    public static BankSettings usual(long seed) {
        return new BankSettings(seed, 0, 10, 100_000, 5, 0.6, 0.01, 0.05, 0.75, ActivityMix.usual());
    }

    /** These settings with further customers in the initial load. */
    public BankSettings withAdditionalCustomers(int customers) {
        return new BankSettings(
                seed, customers, leastAccounts, mostAccounts, mostCards, skew, unknownCards, ties, revisions, mix);
    }

    /** These settings with another exponent of Zipf's law. */
    public BankSettings withSkew(double exponent) {
        return new BankSettings(
                seed,
                additionalCustomers,
                leastAccounts,
                mostAccounts,
                mostCards,
                exponent,
                unknownCards,
                ties,
                revisions,
                mix);
    }

    /** These settings with no row that is touched twice in a unit of work: the daily file is posted as it is. */
    public BankSettings withoutRevisions() {
        return new BankSettings(
                seed, additionalCustomers, leastAccounts, mostAccounts, mostCards, skew, unknownCards, ties, 0, mix);
    }

    /** These settings with another mix. */
    public BankSettings withMix(ActivityMix other) {
        return new BankSettings(
                seed,
                additionalCustomers,
                leastAccounts,
                mostAccounts,
                mostCards,
                skew,
                unknownCards,
                ties,
                revisions,
                other);
    }
}
