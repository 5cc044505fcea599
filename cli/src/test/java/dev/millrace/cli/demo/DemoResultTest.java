package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Verification;
import dev.millrace.simulator.delivery.DeliveryCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DemoResultTest {
    private static final TargetResult POSTGRES = new TargetResult(
            TargetKind.POSTGRES,
            new Measured(12_345.678, 500, OptionalDouble.of(0.012_34), OptionalDouble.of(0.2)),
            new ConnectorCounts(40_000, 11, 22, 0),
            3,
            new TreeMap<>(),
            new Verification(4_321, 0, List.of()));
    private static final TargetResult KEYSPACES = new TargetResult(
            TargetKind.KEYSPACES,
            new Measured(900.4, 500, OptionalDouble.empty(), OptionalDouble.empty()),
            new ConnectorCounts(0, 0, 0, 0),
            2,
            new TreeMap<>(),
            new Verification(4_320, 1, List.of("account 1: missing in the target")));

    private static DemoResult result(TargetResult... targets) {
        return result(53_500, Map.of(), targets);
    }

    private static DemoResult result(long records, Map<String, Integer> stageKills, TargetResult... targets) {
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("kafka", 220L << 20);
        memory.put("connector-postgres", (1_180L << 20) + 1);
        DeliveryCounts delivery = new DeliveryCounts(50_000, 2_500, 1_000, 500);
        return new DemoResult(7, 50_000, records, delivery, stageKills, List.of(targets), memory);
    }

    @Test
    void json_has_the_documented_shape() {
        assertEquals(
                "{\"verified\":true,\"seed\":7,\"targets\":{\"postgres\":{\"changes\":50000,\"rows\":4321,"
                        + "\"changesPerSecond\":12345.7,\"latencyMs\":{\"p50\":12.3,\"p99\":200.0},\"stale\":11,"
                        + "\"superseded\":22,\"deadLetters\":0,\"differences\":0}},"
                        + "\"memoryMiB\":{\"kafka\":220,\"connector-postgres\":1180}}",
                result(POSTGRES).json());
    }

    @Test
    void json_knows_neither_languages_nor_missing_measurements_and_one_unequal_target_is_enough() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            String json = result(POSTGRES, KEYSPACES).json();
            assertTrue(json.startsWith("{\"verified\":false,"), json);
            assertTrue(
                    json.contains("\"keyspaces\":{\"changes\":50000,\"rows\":4320,\"changesPerSecond\":900.4,"
                            + "\"latencyMs\":{\"p50\":0.0,\"p99\":0.0},\"stale\":0,\"superseded\":0,\"deadLetters\":0,"
                            + "\"differences\":1}"),
                    json);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void dead_letters_are_a_failure_though_all_rows_are_equal() {
        TargetResult lost = new TargetResult(
                POSTGRES.target(),
                POSTGRES.measured(),
                POSTGRES.counts(),
                POSTGRES.kills(),
                new TreeMap<>(Map.of("bank.card.group.dlq", 1_200L, "bank.account.group.dlq", 3L)),
                POSTGRES.verification());
        assertTrue(result(POSTGRES).isVerified());
        assertEquals(Optional.empty(), result(POSTGRES).deadLetterMessage());
        assertFalse(result(POSTGRES, lost).isVerified());
        assertTrue(result(lost).json().startsWith("{\"verified\":false,"));
        assertTrue(result(lost).json().contains("\"deadLetters\":1203,\"differences\":0"));
        assertEquals(
                Optional.of("NOT verified: dead letters, though the demo sends nothing that cannot be applied: 1,203."
                        + " Look in bank.account.group.dlq (3), bank.card.group.dlq (1,200)."),
                result(POSTGRES, lost).deadLetterMessage());
    }

    @Test
    void the_table_says_all_that_the_demo_is_about_targets_side_by_side() {
        String lost = "at least: what a killed connector had not reported is lost";
        assertEquals(
                List.of(
                        "  changes at the source   50,000",
                        "  records delivered       53,500 (2,500 duplicates, 1,000 replayed, 500 late)",
                        "",
                        "                          PostgreSQL   Keyspaces",
                        "  rows                    4,321        4,320",
                        "  changes/s               12,346       900",
                        "  end-to-end latency p50  12.3 ms      not measured at 500 changes/s",
                        "  end-to-end latency p99  200.0 ms     not measured at 500 changes/s",
                        "  stale                   11           0            " + lost,
                        "  superseded              22           0            " + lost,
                        "  dead letters            0            0",
                        "  connector killed        3            2",
                        "  equal                   yes          NO",
                        "",
                        "  memory, MiB             kafka 220, connector-postgres 1,180"),
                result(POSTGRES, KEYSPACES).table());
    }

    @Test
    void where_stages_were_killed_the_table_counts_the_kills_and_claims_no_more_than_is_known_of_the_delivery() {
        Map<String, Integer> kills = new LinkedHashMap<>();
        kills.put("dispatcher", 0);
        kills.put("capture", 0);
        assertEquals(result(POSTGRES).table(), result(53_500, kills, POSTGRES).table());
        kills.put("capture", 1_234);
        List<String> table = result(53_900, kills, POSTGRES).table();
        assertEquals(
                "  records delivered       53,900 (at least 2,500 duplicates, 1,000 replayed, 500 late; others sent again after a kill)",
                table.get(1));
        assertTrue(table.contains("  stages killed           dispatcher 0, capture 1,234"), table::toString);
    }
}
