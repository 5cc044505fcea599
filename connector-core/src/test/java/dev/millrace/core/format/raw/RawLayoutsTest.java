package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.WrittenRecord;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records of variable length, and records whose bytes have several meanings. */
class RawLayoutsTest {
    private static final String DEPENDING = """
            01 R.
              05 N PIC 9.
              05 ITEM OCCURS 0 TO 3 DEPENDING ON N PIC X.
            """;
    private static final String REDEFINED = """
            01 R.
              05 ID PIC 9.
              05 PERSON.
                10 BORN PIC 9(4).
                10 SEX PIC X.
              05 FIRM REDEFINES PERSON.
                10 VAT PIC S9(8) COMP-3.
            """;

    @Test
    void aRecordIsAsLongAsItsCounterSays() throws Rejection {
        assertEquals(row("N", number(0), "ITEM", new Value.Items(List.of())), read(DEPENDING, "F0"));
        Row two = row("N", number(2), "ITEM", new Value.Items(List.of(new Value.Text("A"), new Value.Text("B"))));
        assertEquals(two, read(DEPENDING, "F2C1C2"));
        assertRejected("UNDECODABLE at value", DEPENDING, "F2C1");
        assertRejected("UNDECODABLE at value", DEPENDING, "F2C1C2C3");
        assertRejected("UNDECODABLE at value", DEPENDING, "");
        assertRejected("UNDECODABLE at value", DEPENDING, "F3C1C2C3C4");
        assertEquals("F2C1C2", written(DEPENDING, "{\"N\":2,\"ITEM\":[\"A\",\"B\"]}"));
    }

    @Test
    void anAlternativeThatIsNotThereIsNull() throws Rejection {
        Row person = row("ID", number(1), "BORN", number(1960), "SEX", new Value.Text("F"), "VAT", Value.Null.NULL);
        assertEquals(person, read(REDEFINED, "F1F1F9F6F0C6"));
        Row firm = row("ID", number(1), "BORN", Value.Null.NULL, "SEX", Value.Null.NULL, "VAT", number(12_345_678));
        assertEquals(firm, read(REDEFINED, "F1012345678C"));
        assertEquals("F1F1F9F6F0C6", written(REDEFINED, "{\"ID\":1,\"BORN\":1960,\"SEX\":\"F\",\"VAT\":null}"));
        assertEquals("F1012345678C", written(REDEFINED, "{\"ID\":1,\"BORN\":null,\"SEX\":null,\"VAT\":12345678}"));
    }

    private static RawTable table(String copybook) {
        return RawTable.of("T", RawKit.ORDER, Optional.of(RawKit.layout(copybook, Optional.empty())));
    }

    private static Row read(String copybook, String hex) throws Rejection {
        KitRecord record = RawKit.ebcdic(hex, RawKit.change("T", "I"));
        return new RawFormat(Map.of("T", table(copybook)))
                .read(record)
                .orElseThrow()
                .image();
    }

    private static void assertRejected(String rejection, String copybook, String hex) {
        assertEquals(
                rejection,
                assertThrows(Rejection.class, () -> read(copybook, hex)).getMessage());
    }

    private static String written(String copybook, String image) throws Rejection {
        WrittenRecord record =
                new RawWriter(Map.of("T", table(copybook))).write("T", Operation.INSERT, RawKit.TOKEN, image);
        return HexFormat.of().withUpperCase().formatHex(record.value());
    }

    private static Value number(long number) {
        return new Value.Decimal(BigDecimal.valueOf(number));
    }

    private static Row row(Object... namesAndValues) {
        Row.Builder row = new Row.Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.add((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return row.build();
    }
}
