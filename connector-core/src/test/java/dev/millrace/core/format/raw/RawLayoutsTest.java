package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.LayoutConfig;
import dev.millrace.core.config.LayoutConfig.FloatFormat;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.WrittenRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** 0x41100000 is 1 of IBM's and 9 of IEEE's; COMP-2 likewise. */
    @Test
    void floatingPointIsReadAndWrittenInTheFormatOfItsTable() throws Rejection {
        String floats = "01 R.\n  05 F COMP-1.\n  05 D COMP-2.\n";
        String hex = "41100000" + "4110000000000000";
        assertEquals(row("F", number(1), "D", number(1)), read(floats, hex));
        LayoutConfig ieee = layout(RawKit.file("copybook", floats), FloatFormat.IEEE);
        String ieeeHex = "41100000" + "3FF8000000000000";
        Row read = row("F", number(9), "D", new Value.Decimal(new BigDecimal("1.5")));
        assertEquals(read, read(ieee, ieeeHex));
        assertEquals(ieeeHex, written(ieee, "{\"F\":9,\"D\":1.5}"));
    }

    @Test
    void theFloatsOfTheParentsKeysAreOfTheSameFormat() throws Rejection {
        LayoutConfig layout = new LayoutConfig(
                RawKit.file("copybook", "01 R.\n  05 A PIC X.\n"),
                Optional.of(RawKit.file("parent-copybook", "01 P.\n  05 F COMP-1.\n")),
                "IBM037",
                FloatFormat.IEEE,
                List.of());
        KitRecord record = RawKit.ebcdic("C1", RawKit.change("T", "I", "cdc-parent-key=41100000"));
        assertEquals(
                row("F", number(9), "A", new Value.Text("A")),
                new RawFormat(Map.of("T", table(layout)))
                        .read(record)
                        .orElseThrow()
                        .image());
    }

    /** Digits are text too: without the choice, both columns would have them. */
    @Test
    void ofItemsThatRedefineEachOtherTheChosenOneHasTheBytes() throws Rejection {
        String shared = """
                01 R.
                  05 KIND PIC X.
                    88 IS-CODE VALUE 'C'.
                  05 CODE PIC X(3).
                  05 AMOUNT REDEFINES CODE PIC 9(3).
                """;
        String digits = "D5F0F1F2";
        Row both = row("KIND", new Value.Text("N"), "CODE", new Value.Text("012"), "AMOUNT", number(12));
        assertEquals(both, read(shared, digits));
        LayoutConfig chosen =
                layout(RawKit.file("copybook", shared), FloatFormat.IBM, "CODE=IS-CODE", "AMOUNT=KIND='N'");
        Row amount = row("KIND", new Value.Text("N"), "CODE", Value.Null.NULL, "AMOUNT", number(12));
        assertEquals(amount, read(chosen, digits));
        assertEquals(digits, written(chosen, "{\"KIND\":\"N\",\"CODE\":null,\"AMOUNT\":12}"));
        Row code = row("KIND", new Value.Text("C"), "CODE", new Value.Text("012"), "AMOUNT", Value.Null.NULL);
        assertEquals(code, read(chosen, "C3F0F1F2"));
        assertRejected("UNDECODABLE at R.AMOUNT", chosen, "D5C1C2C3");
        assertRejected("UNDECODABLE at R", chosen, "E7F0F1F2");
    }

    @Test
    void aRecordOfSeveralIsLaidOutWithWhatItCopies(@TempDir Path directory) throws Rejection, IOException {
        Files.writeString(directory.resolve("ID.cpy"), "       05 :P:-ID PIC 9(2).\n");
        String source = """
                       01 HEADER PIC X.
                       01 DETAIL.
                         COPY ID REPLACING ==:P:== BY ==MY==.
                         05 NAME PIC X.
                """;
        LayoutConfig detail = layout(
                new CopybookFile("copybook", "R.cpy", source, Optional.of("detail"), List.of(directory)),
                FloatFormat.IBM);
        assertEquals(row("MY_ID", number(42), "NAME", new Value.Text("A")), read(detail, "F4F2C1"));
    }

    private static LayoutConfig layout(CopybookFile copybook, FloatFormat floatFormat, String... choices) {
        return new LayoutConfig(copybook, Optional.empty(), "IBM037", floatFormat, List.of(choices));
    }

    private static LayoutConfig layout(String copybook) {
        return RawKit.layout(copybook, Optional.empty());
    }

    private static RawTable table(LayoutConfig layout) {
        return RawTable.of("T", RawKit.ORDER, Optional.of(layout));
    }

    private static Row read(String copybook, String hex) throws Rejection {
        return read(layout(copybook), hex);
    }

    private static Row read(LayoutConfig layout, String hex) throws Rejection {
        KitRecord record = RawKit.ebcdic(hex, RawKit.change("T", "I"));
        return new RawFormat(Map.of("T", table(layout)))
                .read(record)
                .orElseThrow()
                .image();
    }

    private static void assertRejected(String rejection, String copybook, String hex) {
        assertRejected(rejection, layout(copybook), hex);
    }

    private static void assertRejected(String rejection, LayoutConfig layout, String hex) {
        assertEquals(
                rejection,
                assertThrows(Rejection.class, () -> read(layout, hex)).getMessage());
    }

    private static String written(String copybook, String image) throws Rejection {
        return written(layout(copybook), image);
    }

    private static String written(LayoutConfig layout, String image) throws Rejection {
        WrittenRecord record =
                new RawWriter(Map.of("T", table(layout))).write(RawKit.written("T", Operation.INSERT, image));
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
