package dev.millrace.simulator.bank;

import dev.millrace.simulator.truth.TrueState;
import java.util.random.RandomGenerator;

/** What all activities of one bank work with. Owned by the bank's thread. */
record BankContext(
        BankTables tables,
        TrueState state,
        Portfolio portfolio,
        BankSettings settings,
        RandomGenerator random,
        Identifiers identifiers,
        BusinessCalendar calendar) {}
