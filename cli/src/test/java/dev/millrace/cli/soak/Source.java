package dev.millrace.cli.soak;

import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.source.Workload;
import dev.millrace.simulator.truth.TrueState;
import java.time.Clock;

/**
 * What changes, the state that it is in after each change, and what delivery does to the changes.
 *
 * @param state of the source's own order; no version decides it
 */
public record Source(Workload workload, TrueState state, DeliveryFaults faults) {
    /** So many changes ahead a chunk may be held back for its replay; the end of a round sends all. */
    private static final long EXPECTED = 5_000;

    /** Six tables; duplicates, replays and late changes; keys that change. Needs ordinals. */
    public static Source bank(long seed) {
        Bank bank = Bank.sample(BankSettings.usual(seed), Clock.systemUTC());
        return new Source(bank, bank.state(), DeliveryFaults.usual(seed, EXPECTED));
    }

    /** One table whose changes all have one clock value, so that nothing but their place in the topic orders them. */
    public static Source tied(long seed) {
        TiedChanges changes = new TiedChanges(seed, Clock.systemUTC());
        return new Source(changes, changes.state(), DeliveryFaults.none());
    }
}
