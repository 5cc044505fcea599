package dev.millrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.failure.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunReportTest {
    @Test
    void eachReasonIsOneLineWithThePlacesThatHaveTheMostRecords() {
        Map<Refusal, Long> rejected = new HashMap<>();
        for (long i = 1; i <= 7; i++) {
            rejected.put(new Refusal("COLUMN_MISSING", "t.c" + i), i);
        }
        rejected.put(new Refusal("UNDECODABLE", "value"), 2L);
        List<String> lines = new DryRunReport(30, 0, 0, 0, rejected).lines();
        assertEquals(
                List.of(
                        "would reject 30",
                        "  COLUMN_MISSING 28 at t.c7 (7), t.c6 (6), t.c5 (5), t.c4 (4), t.c3 (3), 2 more",
                        "  UNDECODABLE 2 at value (2)"),
                lines.subList(4, lines.size()));
    }
}
