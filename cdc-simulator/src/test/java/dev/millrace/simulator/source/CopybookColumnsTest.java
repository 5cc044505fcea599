package dev.millrace.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopybookColumnsTest {
    private static Copybook copybook(String fields) {
        return Copybook.parse("T.cpy", "       01  T.\n           " + fields.replace(". ", ".\n           ") + "\n");
    }

    @Test
    void a_column_takes_what_its_field_can_hold() {
        assertEquals(
                List.of(
                        new SourceColumn("A_B", new ColumnKind.Text(3)),
                        new SourceColumn("C", new ColumnKind.Decimal(5, 2)),
                        new SourceColumn("D", new ColumnKind.Decimal(5, 0)),
                        new SourceColumn("E", new ColumnKind.Decimal(4, 4))),
                CopybookColumns.of(
                        copybook(
                                "05 A-B PIC X(3). 05 FILLER PIC X. 05 C PIC S9(3)V99 COMP-3. 05 D PIC 9(3)PP COMP. 05 E PIC VPP99.")));
    }

    /** Two meanings of the same bytes would make a record that cannot be written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 A PIC X(2). 05 B REDEFINES A PIC 9(2).",
                "05 A PIC X OCCURS 2.",
                "05 A PIC X. 05 F COMP-2.",
                "05 G. 10 A PIC X(2). 10 B REDEFINES A PIC 9(2)."
            })
    void what_no_column_can_have_is_refused(String fields) {
        SimulatorException refused = assertThrows(SimulatorException.class, () -> CopybookColumns.of(copybook(fields)));
        assertEquals(SimulatorError.COPYBOOK_INVALID, refused.code());
    }
}
