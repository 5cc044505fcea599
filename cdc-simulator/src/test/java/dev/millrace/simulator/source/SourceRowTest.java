package dev.millrace.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRowTest {
    private final SourceTable table = new SourceTable(
            "BANK",
            "CARD_XREF",
            List.of(
                    new SourceColumn(SourceColumn.nameOf("Card-Number"), new ColumnKind.Text(4)),
                    new SourceColumn("BALANCE", new ColumnKind.Decimal(5, 2))),
            List.of("CARD_NUMBER"));

    @Test
    void namesAreThoseOfTheSourceAndOfTheTarget() {
        assertEquals("BANK.CARD_XREF", table.objectName());
        assertEquals("card_xref", table.targetName());
        assertEquals("CARD_NUMBER", table.columns().get(0).name());
        assertEquals("card_number", table.columns().get(0).targetName());
        assertTrue(table.has("BALANCE"));
        assertFalse(table.has("OTHER"));
        assertThrows(IllegalArgumentException.class, () -> table.indexOf("OTHER"));
    }

    @Test
    void aTableNeedsAKeyOfItsOwnColumnsAndEachNameOnce() {
        List<SourceColumn> columns = table.columns();
        List<SourceColumn> twice = List.of(columns.get(0), columns.get(0));
        assertThrows(IllegalArgumentException.class, () -> new SourceTable("B", "T", columns, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SourceTable("B", "T", columns, List.of("OTHER")));
        assertThrows(IllegalArgumentException.class, () -> new SourceTable("B", "T", twice, List.of("CARD_NUMBER")));
    }

    @Test
    void aValueMustFitItsColumnWithItsExactScale() {
        SourceRow row = SourceRow.of(table, List.of("1234", new BigDecimal("-999.90")));
        assertEquals("-999.90", row.plain(1));
        assertEquals(RowKey.of("1234"), row.key());
        assertEquals("0.00", row.with("BALANCE", new BigDecimal("0.00")).plain(1));
        assertThrows(IllegalArgumentException.class, () -> row.with("BALANCE", new BigDecimal("999.9")));
        assertThrows(IllegalArgumentException.class, () -> row.with("BALANCE", new BigDecimal("1000.00")));
        assertThrows(IllegalArgumentException.class, () -> row.with("BALANCE", "1.00"));
        assertThrows(IllegalArgumentException.class, () -> row.with("CARD_NUMBER", "12345"));
        assertThrows(IllegalArgumentException.class, () -> SourceRow.of(table, List.of("1234")));
    }

    @Test
    void anUpdateMayMoveARowToAnotherKey() {
        SourceRow row = SourceRow.of(table, List.of("1234", new BigDecimal("1.00")));
        SourceRow other = row.with("CARD_NUMBER", "9");
        assertNotEquals(row.key(), new RowChange.Update(row, other).row().key());
    }
}
