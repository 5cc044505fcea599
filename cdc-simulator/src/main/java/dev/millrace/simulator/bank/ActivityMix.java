package dev.millrace.simulator.bank;

import dev.millrace.simulator.Bounds;
import java.util.random.RandomGenerator;

/**
 * How often each random activity happens: weights, 0 to 1,000, at least one of them above 0.
 *
 * @param transactions a card is used
 * @param customerUpdates a customer moves or changes the phone
 * @param accountUpdates a limit, a group or a status changes
 * @param cardUpdates a card is renewed, blocked, embossed anew, or replaced under another number
 * @param newCustomers a customer with an account and a card
 * @param newCards a further card for an account
 * @param closings an account goes, with its cards, cross-references and category balances
 * @param reopenings a closed account comes back with its cards, under the same keys
 */
public record ActivityMix(
        int transactions,
        int customerUpdates,
        int accountUpdates,
        int cardUpdates,
        int newCustomers,
        int newCards,
        int closings,
        int reopenings) {
    private static final int MAX_WEIGHT = 1_000;

    /** Checks the bounds. */
    public ActivityMix {
        Bounds.check("bank.mix.transactions", transactions, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.customer-updates", customerUpdates, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.account-updates", accountUpdates, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.card-updates", cardUpdates, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.new-customers", newCustomers, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.new-cards", newCards, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.closings", closings, 0, MAX_WEIGHT);
        Bounds.check("bank.mix.reopenings", reopenings, 0, MAX_WEIGHT);
        long sum = (long) transactions + customerUpdates + accountUpdates + cardUpdates;
        Bounds.check("bank.mix (sum)", sum + newCustomers + newCards + closings + reopenings, 1, 8L * MAX_WEIGHT);
    }

    /** Mostly card transactions, and every other activity often enough to matter in ten thousand changes. */
    public static ActivityMix usual() {
        return new ActivityMix(60, 12, 8, 6, 5, 3, 3, 3);
    }

    /** Draws an activity by its weight. */
    Activity draw(RandomGenerator random) {
        Activity[] activities = Activity.values();
        int left = random.nextInt(sum());
        int next = 0;
        while (left >= weight(activities[next])) {
            left -= weight(activities[next]);
            next++;
        }
        return activities[next];
    }

    private int sum() {
        int sum = 0;
        for (Activity activity : Activity.values()) {
            sum += weight(activity);
        }
        return sum;
    }

    private int weight(Activity activity) {
        return switch (activity) {
            case TRANSACTION -> transactions;
            case CUSTOMER_UPDATE -> customerUpdates;
            case ACCOUNT_UPDATE -> accountUpdates;
            case CARD_UPDATE -> cardUpdates;
            case NEW_CUSTOMER -> newCustomers;
            case NEW_CARD -> newCards;
            case CLOSING -> closings;
            case REOPENING -> reopenings;
        };
    }
}
