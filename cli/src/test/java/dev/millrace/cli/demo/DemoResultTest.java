package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.verify.Verification;
import dev.millrace.simulator.delivery.DeliveryCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DemoResultTest {
    private static final DemoResult EQUAL = new DemoResult(
            7,
            50_000,
            new Measured(12_345.678, 500, OptionalDouble.of(0.012_34), OptionalDouble.of(0.2), 3),
            new ConnectorCounts(40_000, 11, 22, 0),
            new TreeMap<>(),
            new DeliveryCounts(50_000, 2_500, 1_000, 500),
            new Verification(4_321, 0, List.of()));

    @Test
    void json_has_the_documented_shape() {
        assertEquals(
                "{\"verified\":true,\"seed\":7,\"targets\":{\"postgres\":{\"changes\":50000,\"rows\":4321,"
                        + "\"changesPerSecond\":12345.7,\"latencyMs\":{\"p50\":12.3,\"p99\":200.0},\"stale\":11,"
                        + "\"superseded\":22,\"deadLetters\":0,\"differences\":0}}}",
                EQUAL.json());
    }

    @Test
    void json_knows_neither_languages_nor_missing_measurements() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            DemoResult unequal = new DemoResult(
                    1,
                    1,
                    new Measured(0, 500, OptionalDouble.empty(), OptionalDouble.empty(), 0),
                    ConnectorCounts.NONE,
                    new TreeMap<>(),
                    new DeliveryCounts(1, 0, 0, 0),
                    new Verification(0, 1, List.of("account 1: missing in the target")));
            assertEquals(
                    "{\"verified\":false,\"seed\":1,\"targets\":{\"postgres\":{\"changes\":1,\"rows\":0,"
                            + "\"changesPerSecond\":0.0,\"latencyMs\":{\"p50\":0.0,\"p99\":0.0},\"stale\":0,"
                            + "\"superseded\":0,\"deadLetters\":0,\"differences\":1}}}",
                    unequal.json());
            assertTrue(unequal.table()
                    .contains("  end-to-end latency     p50 not measured, p99 not measured at 500" + " changes/s"));
            assertTrue(unequal.table().contains("  equal                  NO"));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void dead_letters_are_a_failure_though_all_rows_are_equal() {
        DemoResult lost = new DemoResult(
                7,
                50_000,
                EQUAL.measured(),
                EQUAL.counts(),
                new TreeMap<>(Map.of("bank.card.group.dlq", 1_200L, "bank.account.group.dlq", 3L)),
                EQUAL.delivery(),
                EQUAL.verification());
        assertTrue(EQUAL.isVerified());
        assertEquals(Optional.empty(), EQUAL.deadLetterMessage());
        assertFalse(lost.isVerified());
        assertTrue(lost.json().startsWith("{\"verified\":false,"), lost::json);
        assertTrue(lost.json().contains("\"deadLetters\":1203,\"differences\":0"), lost::json);
        assertEquals(
                Optional.of("NOT verified: dead letters, though the demo sends nothing that cannot be applied: 1,203."
                        + " Look in bank.account.group.dlq (3), bank.card.group.dlq (1,200)."),
                lost.deadLetterMessage());
    }

    @Test
    void the_table_says_all_that_the_demo_is_about() {
        assertEquals(
                List.of(
                        "  changes at the source  50,000",
                        "  records delivered      53,500 (2,500 duplicates, 1,000 replayed, 500 late)",
                        "  rows in PostgreSQL     4,321",
                        "  changes/s              12,346",
                        "  end-to-end latency     p50 12.3 ms, p99 200.0 ms at 500 changes/s",
                        "  stale                  11 (at least: what a killed connector had not reported is lost)",
                        "  superseded             22 (at least: what a killed connector had not reported is lost)",
                        "  dead letters           0",
                        "  connector killed       3",
                        "  equal                  yes"),
                EQUAL.table());
    }
}
