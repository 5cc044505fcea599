package dev.millrace.simulator.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo proves something only if wrong targets end differently: each wrong rule here must miss the true state at every
 * seed, and the right one must not.
 */
class BrokenAppliersTest {
    private static final long USUAL_CHANGES = 50_000;
    private static final Comparator<SourceChange> BY_CLOCK =
            (one, other) -> Long.compareUnsigned(one.stck(), other.stck());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 11})
    void everyWrongRuleEndsDifferentInAUsualRun(long seed) throws InterruptedException {
        Map<Rule, Integer> differences = differences(seed, USUAL_CHANGES);
        for (Rule rule : Rule.values()) {
            int found = differences.getOrDefault(rule, 0);
            if (rule == Rule.NEWEST_VERSION_WITH_TOMBSTONES) {
                assertEquals(0, found);
            } else {
                assertTrue(found > 0, () -> rule + " is not found out: " + differences);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 1000", "3, 1000", "7, 1000", "11, 1000", "1, 2000", "2, 2000", "3, 2000", "7, 2000"})
    void rulesWithoutTheOrdinalEndDifferentInAShortRunToo(long seed, long changes) throws InterruptedException {
        Map<Rule, Integer> differences = differences(seed, changes);
        assertEquals(0, differences.get(Rule.NEWEST_VERSION_WITH_TOMBSTONES));
        assertTrue(differences.getOrDefault(Rule.CLOCK_ONLY_FIRST_STAYS, 0) > 0, differences::toString);
        assertTrue(differences.getOrDefault(Rule.CLOCK_ONLY_LAST_WINS, 0) > 0, differences::toString);
    }

    /** Plays as the demo does, most of it at once and the rest at a pace. */
    private static Map<Rule, Integer> differences(long seed, long changes) throws InterruptedException {
        Bank bank = new Bank(BankDataSets.sample(), BankSettings.usual(seed), Clock.systemUTC());
        Map<Rule, Map<Place, SourceChange>> targets = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            targets.put(rule, new HashMap<>());
        }
        FaultyDelivery<SourceChange> delivery = new FaultyDelivery<>(
                DeliveryFaults.usual(seed, changes),
                delivered -> targets.forEach((rule, target) -> rule.apply(delivered.change(), target)));
        Playback playback = new Playback(bank, delivery, TimeSource.system(), played -> {});
        long paced = changes / 10;
        playback.play(changes - paced, Pace.unlimited());
        playback.play(paced, Pace.perSecond(50_000));
        playback.flush();
        Map<Place, SourceRow> truth = new HashMap<>();
        for (SourceTable table : bank.tables()) {
            bank.state().rows(table).forEach(row -> truth.put(new Place(table.objectName(), row.key()), row));
        }
        Map<Rule, Integer> differences = new EnumMap<>(Rule.class);
        targets.forEach((rule, target) -> differences.put(rule, differences(truth, target)));
        return differences;
    }

    /** Rows that are missing, too many, or other than at the source. */
    private static int differences(Map<Place, SourceRow> truth, Map<Place, SourceChange> target) {
        int differences = 0;
        int matched = 0;
        for (Map.Entry<Place, SourceChange> held : target.entrySet()) {
            if (held.getValue().after().isPresent()) {
                SourceRow expected = truth.get(held.getKey());
                matched += expected == null ? 0 : 1;
                differences += held.getValue().after().get().equals(expected) ? 0 : 1;
            }
        }
        return differences + truth.size() - matched;
    }

    private record Place(String table, RowKey key) {
        static Place of(SourceChange change) {
            return new Place(change.table().objectName(), change.key());
        }
    }

    /** What a target could do with a change. It keeps the change that made each row; a delete is kept as a tombstone. */
    private enum Rule {
        NEWEST_VERSION_WITH_TOMBSTONES {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                target.merge(Place.of(change), change, newerBy(BY_CLOCK.thenComparing(SourceChange::ordinal)));
            }
        },
        CLOCK_ONLY_FIRST_STAYS {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                target.merge(Place.of(change), change, newerBy(BY_CLOCK));
            }
        },
        CLOCK_ONLY_LAST_WINS {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                target.merge(Place.of(change), change, (held, next) -> BY_CLOCK.compare(next, held) >= 0 ? next : held);
            }
        },
        CLOCK_AND_PLACE_WITHIN_THE_UNIT {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                target.merge(Place.of(change), change, newerBy(BY_CLOCK.thenComparing(SourceChange::sequence)));
            }
        },
        ARRIVAL_ORDER {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                target.put(Place.of(change), change);
            }
        },
        OLD_KEYS_STAY {
            @Override
            void apply(SourceChange change, Map<Place, SourceChange> target) {
                write(change, target);
            }

            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                NEWEST_VERSION_WITH_TOMBSTONES.write(change, target);
            }
        },
        NO_TOMBSTONES {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                NEWEST_VERSION_WITH_TOMBSTONES.write(change, target);
                target.computeIfPresent(
                        Place.of(change), (place, held) -> held.operation() == Operation.DELETE ? null : held);
            }
        },
        UNCONDITIONAL_DELETES {
            @Override
            void write(SourceChange change, Map<Place, SourceChange> target) {
                if (change.operation() == Operation.DELETE) {
                    target.put(Place.of(change), change);
                } else {
                    NEWEST_VERSION_WITH_TOMBSTONES.write(change, target);
                }
            }
        };

        /** Applies a change: an update that moves a row to another key also deletes under the old one. */
        void apply(SourceChange change, Map<Place, SourceChange> target) {
            write(change, target);
            change.before()
                    .filter(old -> !old.key().equals(change.key()))
                    .map(old -> new SourceChange(
                            new RowChange.Delete(old),
                            change.stck(),
                            change.ordinal(),
                            change.unitOfWork(),
                            change.sequence()))
                    .ifPresent(delete -> write(delete, target));
        }

        abstract void write(SourceChange change, Map<Place, SourceChange> target);

        private static java.util.function.BinaryOperator<SourceChange> newerBy(Comparator<SourceChange> order) {
            return (held, next) -> order.compare(next, held) > 0 ? next : held;
        }
    }
}
