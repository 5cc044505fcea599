package dev.millrace.simulator.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PreciselyJsonTest {
    private final PreciselyJson json = new PreciselyJson();
    private final SourceTable table = new SourceTable(
            "BANK",
            "CATEGORY_BALANCE",
            List.of(
                    new SourceColumn("ACCOUNT_ID", new ColumnKind.Decimal(11, 0)),
                    new SourceColumn("TYPE_CODE", new ColumnKind.Text(20)),
                    new SourceColumn("BALANCE", new ColumnKind.Decimal(12, 2))),
            List.of("ACCOUNT_ID", "TYPE_CODE"));
    private final SourceRow row = SourceRow.of(
            table, List.of(new BigDecimal("70000000001"), "Größe \"4\"\\", new BigDecimal("-9999999999.90")));
    private final long stck = StoreClock.valueOf(Instant.parse("2018-06-01T13:18:41.780264Z"));

    @Test
    void recordsAreAsInTheGoldenFile() throws IOException {
        SourceRow after = row.with("BALANCE", new BigDecimal("0.00")).with("TYPE_CODE", row.text("TYPE_CODE"));
        List<SourceChange> changes = List.of(
                new SourceChange(new RowChange.Insert(row), stck, 1, 1, 1),
                new SourceChange(new RowChange.Update(row, after), stck, 2, 1, 2),
                new SourceChange(new RowChange.Delete(after), stck + 1, 3, 255, 1));
        StringBuilder lines = new StringBuilder();
        for (SourceChange change : changes) {
            lines.append(new String(json.key(change), StandardCharsets.UTF_8)).append('\n');
            lines.append(new String(json.value(change), StandardCharsets.UTF_8)).append('\n');
        }
        try (InputStream golden = getClass().getResourceAsStream("/precisely.jsonl")) {
            assertEquals(
                    new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8),
                    lines.toString());
        }
    }

    @Test
    void bigAndSmallNumbersStayPlain() {
        SourceTable wide = new SourceTable(
                "BANK",
                "WIDE",
                List.of(
                        new SourceColumn("ID", new ColumnKind.Decimal(31, 0)),
                        new SourceColumn("SMALL", new ColumnKind.Decimal(31, 30))),
                List.of("ID"));
        SourceRow extremes = SourceRow.of(
                wide, List.of(new BigDecimal("9".repeat(31)), new BigDecimal("0.000000000000000000000000000001")));
        SourceChange change = new SourceChange(new RowChange.Insert(extremes), stck, 1, 1, 1);
        String text = new String(json.value(change), StandardCharsets.UTF_8);
        assertEquals(
                "{\"ID\":" + "9".repeat(31) + ",\"SMALL\":0.000000000000000000000000000001}}",
                text.substring(text.indexOf("{\"ID\"")));
    }
}
