package dev.millrace.simulator.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BankTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC);
    private static final BankDataSets SAMPLE = BankDataSets.sample();

    @Property(tries = 40)
    void exactlyAsManyChangesAsAskedForAndNoUnitCut(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int changes) {
        List<SourceChange> played = play(bank(BankSettings.usual(seed)), changes);
        assertEquals(changes, played.size());
    }

    @Property(tries = 10)
    void theStateIsTheChangesAppliedInTheOrderOfTheLog(@ForAll long seed) {
        Bank bank = bank(BankSettings.usual(seed).withAdditionalCustomers(20));
        Map<SourceTable, Map<RowKey, SourceRow>> replayed = new HashMap<>();
        for (SourceChange change : play(bank, 8_000)) {
            Map<RowKey, SourceRow> rows = replayed.computeIfAbsent(change.table(), table -> new HashMap<>());
            change.before().ifPresent(before -> rows.remove(before.key()));
            if (change.operation() != Operation.DELETE) {
                rows.put(change.key(), change.after().orElseThrow());
            }
        }
        for (SourceTable table : bank.tables()) {
            assertEquals(
                    new HashSet<>(replayed.getOrDefault(table, Map.of()).values()),
                    new HashSet<>(bank.state().rows(table)),
                    table.name());
        }
    }

    @Test
    void theSameSeedMakesTheSameChanges() {
        BankSettings settings = BankSettings.usual(5).withAdditionalCustomers(3);
        List<SourceChange> once = play(bank(settings), 6_000);
        assertEquals(once, play(bank(settings), 6_000));
        List<SourceChange> later = play(new Bank(SAMPLE, settings, Clock.systemUTC()), 6_000);
        assertEquals(
                once.stream().map(SourceChange::change).toList(),
                later.stream().map(SourceChange::change).toList());
        assertNotEquals(once, play(bank(BankSettings.usual(6).withAdditionalCustomers(3)), 6_000));
    }

    @Test
    void ordinalsRiseUnitsShareTheirClockAndSomeUnitsAreTied() {
        List<SourceChange> played = play(new Bank(SAMPLE, BankSettings.usual(1), new Ticking()), 20_000);
        Map<Long, Long> clockOfUnit = new HashMap<>();
        Map<Long, Set<Long>> unitsAtClock = new HashMap<>();
        long clock = 0;
        for (int i = 0; i < played.size(); i++) {
            SourceChange change = played.get(i);
            assertEquals(i + 1L, change.ordinal());
            assertTrue(Long.compareUnsigned(change.stck(), clock) >= 0, "the clock went back");
            clock = change.stck();
            clockOfUnit.putIfAbsent(change.unitOfWork(), clock);
            assertEquals(clockOfUnit.get(change.unitOfWork()), clock);
            unitsAtClock.computeIfAbsent(clock, at -> new HashSet<>()).add(change.unitOfWork());
        }
        int tied = clockOfUnit.size() - unitsAtClock.size();
        assertEquals(0.05, tied / (double) clockOfUnit.size(), 0.01);
    }

    @Test
    void theInitialLoadComesFirstAndIsAsLargeAsSaid() {
        Bank bank = bank(BankSettings.usual(1).withAdditionalCustomers(25));
        assertEquals(60 + 60 + 66 + 66 + 4 * 25, bank.initialLoadSize());
        List<SourceChange> load = play(bank, bank.initialLoadSize());
        assertTrue(load.stream().allMatch(change -> change.operation() == Operation.INSERT));
        assertEquals(0, bank.dailyPostings().posted());
        assertEquals(85, bank.state().size(load.get(60).table()));
    }

    @Test
    void everyActivityHappensAndClosedAccountsComeBackUnderTheirKeys() {
        Bank bank = bank(BankSettings.usual(9));
        Map<String, Integer> seen = new HashMap<>();
        Set<RowKey> deleted = new HashSet<>();
        int reopened = 0;
        int moved = 0;
        for (SourceChange change : play(bank, 20_000)) {
            seen.merge(change.table().name() + " " + change.operation(), 1, Integer::sum);
            moved += change.before()
                            .filter(row -> !row.key().equals(change.key()))
                            .isPresent()
                    ? 1
                    : 0;
            if (change.table().name().equals("ACCOUNT") && change.operation() == Operation.DELETE) {
                deleted.add(change.key());
            }
            if (change.table().name().equals("ACCOUNT") && change.operation() == Operation.INSERT) {
                reopened += deleted.contains(change.key()) ? 1 : 0;
            }
        }
        for (String table : List.of("ACCOUNT", "CARD", "CARD_XREF", "CATEGORY_BALANCE")) {
            assertTrue(seen.getOrDefault(table + " INSERT", 0) > 20, table + seen);
            assertTrue(seen.getOrDefault(table + " DELETE", 0) > 20, table + seen);
        }
        assertTrue(seen.getOrDefault("CARD UPDATE", 0) > 20, seen.toString());
        assertTrue(seen.getOrDefault("CUSTOMER UPDATE", 0) > 20, seen.toString());
        assertTrue(moved > 20, moved + " with another key");
        assertTrue(reopened > 20, reopened + " opened again");
        assertTrue(seen.getOrDefault("TRANSACTION DELETE", 0) > 20, seen.toString());
        assertTrue(seen.getOrDefault("TRANSACTION UPDATE", 0) > 20, seen.toString());
        assertTrue(bank.randomPostings().posted() > 2_000, bank.randomPostings().toString());
        assertTrue(bank.randomPostings().rejected().containsKey(RejectReason.UNKNOWN_CARD));
        assertTrue(bank.randomPostings().rejected().containsKey(RejectReason.OVER_LIMIT));
    }

    @Test
    void rowsAreTouchedAgainWithinTheirUnitAndInTheNextAtTheSameClock() {
        Map<List<Object>, SourceChange> last = new HashMap<>();
        Map<String, Integer> withinUnit = new HashMap<>();
        int acrossUnits = 0;
        for (SourceChange change : play(new Bank(SAMPLE, BankSettings.usual(4), new Ticking()), 20_000)) {
            SourceChange before = last.put(List.of(change.table().objectName(), change.key()), change);
            if (before == null || before.stck() != change.stck()) {
                continue;
            }
            if (before.unitOfWork() == change.unitOfWork()) {
                String order = before.operation() + " " + change.operation();
                withinUnit.merge(change.table().name() + " " + order, 1, Integer::sum);
            } else {
                acrossUnits++;
            }
        }
        for (String again : List.of(
                "TRANSACTION INSERT UPDATE",
                "TRANSACTION INSERT DELETE",
                "ACCOUNT DELETE INSERT",
                "CARD DELETE INSERT",
                "ACCOUNT UPDATE UPDATE",
                "CUSTOMER UPDATE UPDATE")) {
            assertTrue(withinUnit.getOrDefault(again, 0) > 10, again + " in " + withinUnit);
        }
        assertTrue(acrossUnits > 50, acrossUnits + " across units");
    }

    @Test
    void revisionsOfTheDailyFileEndInTheSameRows() {
        Bank revised = bank(BankSettings.usual(1));
        Bank plain = bank(BankSettings.usual(1).withoutRevisions());
        for (Bank bank : List.of(revised, plain)) {
            while (!bank.isDailyFilePosted()) {
                bank.next(Long.MAX_VALUE);
            }
        }
        assertEquals(plain.initialLoadSize() + 3L * plain.dailyPostings().posted(), plain.changes());
        assertTrue(revised.changes() > plain.changes() + 100, revised.changes() + " changes");
        assertEquals(plain.dailyPostings(), revised.dailyPostings());
        for (SourceTable table : plain.tables()) {
            assertEquals(
                    new HashSet<>(plain.state().rows(table)),
                    new HashSet<>(revised.state().rows(table)),
                    table.name());
        }
    }

    @Test
    void hotAccountsGetMoreOfTheTransactions() {
        ActivityMix transactionsOnly = new ActivityMix(1, 0, 0, 0, 0, 0, 0, 0);
        BankSettings settings = BankSettings.usual(2)
                .withAdditionalCustomers(940)
                .withMix(transactionsOnly)
                .withoutRevisions();
        double even = shareOfTheHottestTenth(settings.withSkew(0));
        double skewed = shareOfTheHottestTenth(settings.withSkew(0.8));
        assertEquals(0.1, even, 0.06);
        // The distribution gives 0.1 to the power of 1 - 0.8, 0.63; hot accounts reach their limit more often, though.
        assertEquals(0.55, skewed, 0.09);
    }

    @Test
    void settingsOutsideTheirBoundsAreRefusedByName() {
        SimulatorException skew = assertThrows(
                SimulatorException.class, () -> BankSettings.usual(1).withSkew(1));
        assertEquals("bank.skew", skew.where());
        SimulatorException mix = assertThrows(SimulatorException.class, () -> new ActivityMix(0, 0, 0, 0, 0, 0, 0, 0));
        assertEquals("bank.mix (sum)", mix.where());
    }

    private static double shareOfTheHottestTenth(BankSettings settings) {
        Map<BigDecimal, Integer> postings = new HashMap<>();
        int all = 0;
        for (SourceChange change : play(bank(settings), 40_000)) {
            if (change.table().name().equals("CATEGORY_BALANCE")) {
                all++;
                postings.merge(change.change().row().number("ACCOUNT_ID"), 1, Integer::sum);
            }
        }
        List<Integer> sorted = new ArrayList<>(postings.values());
        sorted.sort(Collections.reverseOrder());
        int hot = sorted.stream().limit(100).mapToInt(Integer::intValue).sum();
        return hot / (double) all;
    }

    private static Bank bank(BankSettings settings) {
        return new Bank(SAMPLE, settings, NOON);
    }

    private static List<SourceChange> play(Bank bank, long changes) {
        List<SourceChange> played = new ArrayList<>();
        while (played.size() < changes) {
            List<SourceChange> unit = bank.next(changes - played.size());
            assertTrue(!unit.isEmpty() && unit.size() <= changes - played.size(), "a unit of " + unit.size());
            played.addAll(unit);
        }
        return played;
    }

    /** Every look at it is a microsecond later. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2024-02-29T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plusNanos(1_000);
            return now;
        }
    }
}
