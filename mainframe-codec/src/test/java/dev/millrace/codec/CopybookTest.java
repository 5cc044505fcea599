package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.codec.DataType.Text;
import dev.millrace.codec.DataType.ZonedDecimal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopybookTest {

    @Test
    void fixedFormatHasSequenceNumbersCommentsAndIdentification() {
        Copybook copybook = Copybook.parse("a.cpy", """
                000100* A comment, with 01 X PIC 9.                                     IDENT001
                000200/ A comment that begins a page.
                000300 01  REC.                                                         05 NOT-CODE
                000400     05  A                                                        PIC X(9).
                000500         PIC X(3).                                             *> inline
                TAG  A     05  B PIC 9(2).
                """);
        assertEquals(5, copybook.recordLength());
        assertEquals(
                List.of(
                        new ElementItem("A", 5, 4, 0, Occurs.ONCE, new Text(3, false)),
                        new ElementItem(
                                "B", 5, 6, 3, Occurs.ONCE, new ZonedDecimal(2, 0, SignPlacement.UNSIGNED, false))),
                copybook.fields());
    }

    @Test
    void freeFormatBeginsLeftOfColumn8AndHasNoLastColumn() {
        Copybook copybook = Copybook.parse(
                "a.cpy",
                "* comment\n*> comment\n01 REC.\n05 A PIC X.\n05 " + "B".repeat(30) + " ".repeat(60) + "PIC X(2).");
        assertEquals(3, copybook.recordLength());
    }

    @Test
    void tabsAndCarriageReturnsAndSeparatorsAreBlanks() {
        Copybook copybook = Copybook.parse(
                "a.cpy", "\t01 rec,\tdisplay.\r\n\t   05 A; pic is x(2), occurs 3.\r\n\t   05 picture 9.\r\n");
        assertEquals("rec", copybook.name());
        assertEquals(7, copybook.recordLength());
        assertEquals(new Occurs.Fixed(3), copybook.fields().get(0).occurs());
    }

    @Test
    void severalEntriesMayShareALineAndOneMayTakeMany() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC. 05 A PIC X. 05
                       B
                       PIC
                       S9(3)
                       SIGN
                       LEADING
                       SEPARATE
                       .
                """);
        assertEquals(
                new ElementItem(
                        "B", 5, 1, 1, Occurs.ONCE, new ZonedDecimal(3, 0, SignPlacement.LEADING_SEPARATE, false)),
                copybook.fields().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "S9(10)V99, 12, 2, TRAILING",
        "9, 1, 0, UNSIGNED",
        "999, 3, 0, UNSIGNED",
        "9(2)9(3)V9(4)9, 10, 5, UNSIGNED",
        "V99, 2, 2, UNSIGNED",
        "SV9(31), 31, 31, TRAILING",
        "s9v, 1, 0, TRAILING",
        "9(0031), 31, 0, UNSIGNED"
    })
    void numericPictures(String picture, int digits, int scale, SignPlacement sign) {
        assertEquals(new ZonedDecimal(digits, scale, sign, false), type("PIC " + picture));
    }

    @ParameterizedTest
    @CsvSource({"X, 1", "XXX, 3", "X(25), 25", "A(5), 5", "A(2)X(3)9(4), 9", "x(1)a, 2", "9X, 2", "X(1048576), 1048576"
    })
    void textPictures(String picture, int length) {
        assertEquals(new Text(length, false), type("PIC " + picture));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ZZ,ZZ9.99-|10",
                "Z(5)9|6",
                "$$$,$$9.99CR|12",
                "$(5)9V99DB|10",
                "**9|3",
                "+(4)9|5",
                "9(3).99|6",
                "9(4)/99/99|10",
                "99B99B0|7",
                "X(3)BX(3)/A|9",
                "+9.9(5)E+99|12",
                "ZZ9 BLANK WHEN ZERO|3"
            })
    void editedPicturesAreTextOfTheirLength(String picture, int length) {
        assertEquals(new Text(length, false), type("PIC " + picture));
    }

    @ParameterizedTest
    @CsvSource({
        "PIC N(5), true",
        "PIC NN(4) USAGE NATIONAL, true",
        "PIC G(5), false",
        "PIC G(5) DISPLAY-1, false",
        "PIC N(5) USAGE IS DISPLAY-1, false"
    })
    void picturesOfCharactersOfTwoBytes(String clauses, boolean national) {
        assertEquals(new DataType.WideText(5, national, false), type(clauses));
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN IS LEADING, LEADING",
        "SIGN TRAILING, TRAILING",
        "LEADING, LEADING",
        "SIGN IS LEADING SEPARATE, LEADING_SEPARATE",
        "SIGN IS TRAILING SEPARATE CHARACTER, TRAILING_SEPARATE",
        "TRAILING SEPARATE USAGE IS DISPLAY, TRAILING_SEPARATE"
    })
    void signClauses(String clause, SignPlacement sign) {
        assertEquals(new ZonedDecimal(3, 0, sign, false), type("PIC S9(3) " + clause));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMP",
                "computational",
                "COMP-4",
                "USAGE IS COMPUTATIONAL-4",
                "USAGE BINARY",
                "COMP-5",
                "COMPUTATIONAL-5"
            })
    void binaryUsages(String clause) {
        assertEquals(new DataType.Binary(7, 2, true), type("PIC S9(5)V99 " + clause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMP-3", "COMPUTATIONAL-3", "USAGE PACKED-DECIMAL"})
    void packedUsages(String clause) {
        assertEquals(new DataType.PackedDecimal(7, 2, true), type("PIC S9(5)V99 " + clause));
    }

    @ParameterizedTest
    @CsvSource({"9(3)PP, 3, -2", "9PV, 1, -1", "PP9, 1, 3", "VP(3)9(2), 2, 5", "9(30)P, 30, -1"})
    void scaledPictures(String picture, int digits, int scale) {
        assertEquals(new ZonedDecimal(digits, scale, SignPlacement.UNSIGNED, false), type("PIC " + picture));
    }

    @Test
    void valuesAndTheNamesOfConditionsChangeNothing() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC.
                           05 A PIC X VALUE 'it''s. '.
                              88 IS-A VALUE 'A' 'B' THRU 'D'.
                              88 NOT-A VALUES ARE SPACE, LOW-VALUE.
                           05 B PIC 9(3)V9 VALUE IS 12.5.
                           05 C VALUE ALL '*' PIC X(4).
                              88 FULL VALUE ALL '*'.
                           66 D RENAMES A THRU B.
                           05 E PIC 9 VALUE ZERO OCCURS 2.
                """);
        assertEquals(
                List.of("A", "B", "C", "E"),
                copybook.fields().stream().map(Item::name).toList());
        assertEquals(1 + 4 + 4 + 2, copybook.recordLength());
    }

    @Test
    void aUsageClauseHoldsForTheItemsUnderIt() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC.
                           05 G COMP-3.
                              10 A PIC S9(3).
                              10 H OCCURS 2.
                                 15 B PIC 9(4) PACKED-DECIMAL.
                           05 C PIC 9(4).
                """);
        GroupItem group = (GroupItem) copybook.fields().get(0);
        GroupItem inner = (GroupItem) group.items().get(1);
        assertEquals(
                new DataType.PackedDecimal(3, 0, true),
                ((ElementItem) group.items().get(0)).type());
        assertEquals(
                new DataType.PackedDecimal(4, 0, false),
                ((ElementItem) inner.items().get(0)).type());
        assertEquals(
                new ZonedDecimal(4, 0, SignPlacement.UNSIGNED, false),
                ((ElementItem) copybook.fields().get(1)).type());
        assertEquals(2 + 2 * 3 + 4, copybook.recordLength());
    }

    @Test
    void aSignClauseHoldsForTheSignedItemsUnderItUnlessTheyHaveTheirOwn() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC SIGN IS LEADING SEPARATE.
                           05 A PIC S9.
                           05 G SIGN IS LEADING.
                              10 B PIC S9.
                              10 C PIC S9 TRAILING.
                              10 D PIC 9.
                              10 E PIC X.
                           05 F PIC S9.
                """);
        GroupItem group = (GroupItem) copybook.fields().get(1);
        assertEquals(SignPlacement.LEADING_SEPARATE, sign(copybook.fields().get(0)));
        assertEquals(SignPlacement.LEADING, sign(group.items().get(0)));
        assertEquals(SignPlacement.TRAILING, sign(group.items().get(1)));
        assertEquals(SignPlacement.UNSIGNED, sign(group.items().get(2)));
        assertEquals(SignPlacement.LEADING_SEPARATE, sign(copybook.fields().get(2)));
        assertEquals(8, copybook.recordLength());
    }

    @Test
    void theFieldsOfAGroupWithoutANameBelongToTheGroupAround() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC.
                          05 FILLER PIC X(2).
                          05 FILLER.
                             10 A PIC X.
                             10 PIC X.
                             10 B PIC X.
                          05 PIC X(2).
                          05 C PIC X.
                """);
        assertEquals(
                List.of("A", "B", "C"),
                copybook.fields().stream().map(Item::name).toList());
        assertEquals(
                List.of(2, 4, 7), copybook.fields().stream().map(Item::offset).toList());
    }

    @Test
    void namesNeedOnlyBeDistinctWithinTheirGroup() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01 REC.
                          05 A PIC X.
                          05 G.
                             10 A PIC X.
                             10 FILLER PIC X.
                             10 FILLER PIC X.
                """);
        assertEquals(4, copybook.recordLength());
    }

    @Test
    void aFileMayHaveAnyEncodingInItsComments(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.cpy");
        Files.write(file, "      * \u00e4\n       01 R.\n         05 A PIC X.\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(1, Copybook.read(file).recordLength());
        Files.writeString(file, "      * \u00e4\n       01 R.\n         05 A PIC X.\n");
        assertEquals(file.toString(), Copybook.read(file).fileName());
        assertThrows(NoSuchFileException.class, () -> Copybook.read(directory.resolve("absent.cpy")));
    }

    private static SignPlacement sign(Item item) {
        return ((ZonedDecimal) ((ElementItem) item).type()).sign();
    }

    private static DataType type(String clauses) {
        Copybook copybook = Copybook.parse("a.cpy", "       01 R.\n         05 A " + clauses + ".");
        assertTrue(copybook.fields().get(0).length() > 0);
        return ((ElementItem) copybook.fields().get(0)).type();
    }
}
