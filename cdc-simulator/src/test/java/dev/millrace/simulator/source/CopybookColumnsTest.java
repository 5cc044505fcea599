package dev.millrace.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.simulator.source.SourceColumn.Presence;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CopybookColumnsTest {
    private static RecordColumns columns(String fields) {
        return RecordColumns.of(
                Copybook.parse("T.cpy", "       01  T.\n           " + fields.replace(". ", ".\n           ") + "\n"));
    }

    @Test
    void a_column_takes_what_its_field_can_hold() {
        assertEquals(
                List.of(
                        new SourceColumn("A_B", new ColumnKind.Text(3)),
                        new SourceColumn("C", new ColumnKind.Decimal(5, 2)),
                        new SourceColumn("D", new ColumnKind.Decimal(7, 0)),
                        new SourceColumn("E", new ColumnKind.Decimal(4, 4)),
                        new SourceColumn("F", new ColumnKind.Floating()),
                        new SourceColumn("G", new ColumnKind.Text(4))),
                CopybookColumns.of(columns(
                        "05 A-B PIC X(3). 05 FILLER PIC X. 05 C PIC S9(3)V99 COMP-3. 05 D PIC 9(3)PP COMP. 05 E PIC VPP99."
                                + " 05 F COMP-1. 05 G PIC N(4).")));
    }

    @Test
    void a_table_is_an_array_and_what_shares_bytes_may_be_null() {
        RecordColumns columns = columns("05 A PIC X OCCURS 2. 05 B OCCURS 2. 10 C PIC 9. 10 D. 15 E PIC X."
                + " 05 F PIC X(2). 05 G REDEFINES F PIC 9(2).");
        assertEquals(
                List.of(
                        new SourceColumn("A", new ColumnKind.Array(new ColumnKind.Text(1))),
                        new SourceColumn(
                                "B",
                                new ColumnKind.Array(new ColumnKind.Struct(List.of(
                                        new SourceColumn("C", new ColumnKind.Decimal(1, 0)),
                                        new SourceColumn("E", new ColumnKind.Text(1)))))),
                        new SourceColumn("F", new ColumnKind.Text(2), Presence.SOMETIMES),
                        new SourceColumn("G", new ColumnKind.Decimal(2, 0), Presence.SOMETIMES)),
                CopybookColumns.of(columns));
        CobolValue.Group group = columns.record(List.of(
                new CobolValue.Table(List.of(CobolValue.text("x"), CobolValue.text(""))),
                new CobolValue.Table(List.of(occurrence(1, "y"), occurrence(2, "z"))),
                CobolValue.text("a"),
                CobolValue.ABSENT));
        assertEquals(
                List.of(
                        List.of("x", ""),
                        List.of(List.of(new BigDecimal(1), "y"), List.of(new BigDecimal(2), "z")),
                        "a",
                        SourceNull.NULL),
                CopybookColumns.values(columns, group));
    }

    private static CobolValue occurrence(long number, String text) {
        return new CobolValue.Group(
                List.of("C", "D"),
                List.of(CobolValue.number(number), new CobolValue.Group(List.of("E"), List.of(CobolValue.text(text)))));
    }
}
