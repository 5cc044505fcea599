package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopybookErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USAGE POINTER",
                "POINTER",
                "PIC U(5)",
                "PIC N(5)BN",
                "PIC G9",
                "PIC X OCCURS 1 TO UNBOUNDED DEPENDING ON G",
            })
    void aClauseThatIsNotImplementedIsRefusedAsThat(String clauses) {
        assertRefused(ErrorCode.COPYBOOK_UNSUPPORTED, "           05  F  " + clauses + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "           78  A VALUE 1.",
                "           REPLACE ==A== BY ==B==.",
                "           05  F COPY OTHER OF LIB.",
                "           EXEC SQL INCLUDE X END-EXEC.",
                "      ?    05 A PIC X."
            })
    void anEntryThatIsNotImplementedIsRefused(String line) {
        CodecException error = assertThrows(CodecException.class, () -> parse(line));
        assertEquals(ErrorCode.COPYBOOK_UNSUPPORTED, error.code());
        assertEquals(3, ((Place.InCopybook) error.place()).line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PIC",
                "PIC X(",
                "PIC X()",
                "PIC X(0)",
                "PIC X(-1)",
                "PIC X(9999999999)",
                "PIC X(999999999)",
                "PIC (3)X",
                "PIC 9S",
                "PIC S",
                "PIC V",
                "PIC 9V9V9",
                "PIC SX",
                "PIC SZ9",
                "PIC 9C",
                "PIC 9DR",
                "PIC NG",
                "PIC N COMP",
                "PIC N BLANK WHEN ZERO",
                "PIC X NATIONAL",
                "PIC 9 DISPLAY-1",
                "PIC S9 NATIONAL",
                "PIC ZZ9 COMP-3",
                "PIC ZZ9 JUST",
                "PIC XV9",
                "PIC Q",
                "PIC 9(32)",
                "PIC 9(20)P(12)",
                "PIC P(12)9(20)",
                "PIC 9P9",
                "PIC P9P",
                "PIC PPV9",
                "PIC 9VP",
                "PIC PP",
                "PIC PX",
                "PIC XP",
                "PIC P(999999999)P(999999999)9",
                "PIC 9(19) COMP",
                "PIC S9(19) COMP-5",
                "PIC X COMP",
                "PIC 9 COMP-1",
                "PIC X USAGE COMP-2",
                "COMP-1 SIGN LEADING",
                "COMP-2 BLANK WHEN ZERO",
                "PIC X(4) COMP-3",
                "PIC S9 COMP-3 SIGN LEADING",
                "PIC S9 COMP TRAILING SEPARATE",
                "PIC 9 COMP COMP-3",
                "PIC 9 USAGE IS X",
                "PIC X VALUE",
                "PIC X VALUE 'A' 'B'",
                "PIC X VALUE 'A' VALUE 'B'",
                "PIC S9 BLANK WHEN ZERO",
                "PIC 9 BLANK WHEN ZERO COMP-3",
                "PIC X BLANK WHEN ZERO",
                "PIC 9 BLANK WHEN SPACE",
                "PIC 9 JUSTIFIED",
                "PIC X JUST JUST",
                "JUST. 10 H PIC X",
                "PIC X PIC X",
                "PIC 9 DISPLAY USAGE DISPLAY",
                "PIC S9 LEADING TRAILING",
                "PIC S9 SIGN IS",
                "PIC S9 SIGN IS SEPARATE",
                "PIC 9 SIGN IS LEADING",
                "PIC X OCCURS",
                "PIC X OCCURS 1 TO 5",
                "PIC X OCCURS 5 TO 1 DEPENDING ON G",
                "PIC X OCCURS 1 TO 5 DEPENDING ON",
                "PIC X OCCURS 1 TO 5 DEPENDING ON NONE",
                "PIC X OCCURS 1 TO 5 DEPENDING ON G OF NONE",
                "PIC X OCCURS 1 TO 5 DEPENDING ON G",
                "PIC X OCCURS 5 INDEXED BY",
                "PIC X OCCURS 5 ASCENDING KEY IS",
                "REDEFINES OTHER PIC X",
                "REDEFINES F PIC X",
                "PIC X REDEFINES",
                "PIC X REDEFINES G REDEFINES G",
                "PIC X SYNC SYNCHRONIZED",
                "PIC X OCCURS 0 TIMES",
                "PIC X OCCURS X TIMES",
                "PIC X OCCURS 2 OCCURS 3",
                "PIC X NONSENSE",
                "PIC X USAGE NONSENSE",
                "",
                "OCCURS 3 TIMES"
            })
    void aWrongClauseIsASyntaxError(String clauses) {
        assertRefused(ErrorCode.COPYBOOK_SYNTAX, "           05  F  " + clauses + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "           05  -F PIC X.",
                "           05  F- PIC X.",
                "           05  123 PIC X.",
                "           05  :TAG:-F PIC X.",
                "           05  F\u00c4 PIC X.",
                "           05  A234567890123456789012345678901 PIC X.",
                "           50  F PIC X.",
                "           00  F PIC X.",
                "           005 F PIC X.",
                "           F PIC X.",
                "           05  F PIC X",
                "           05  F PIC X(70)                                                 .",
                "           COPY.",
                "           COPY 'a/b'.",
                "           COPY OTHER REPLACING.",
                "           COPY OTHER REPLACING ==A==.",
                "           COPY OTHER REPLACING ==A== BY ==B.",
                "           COPY OTHER REPLACING ==== BY ==B==.",
                "           COPY OTHER REPLACING LEADING ==A B== BY ==B==.",
                "           COPY OTHER",
                "           05  g PIC X.",
                "           05  FILLER. 10 G PIC X.",
                "           05  F COMP. 10 H PIC 9 COMP-3.",
                "           88  VALUE 'A'.",
                "           88  F PIC X.",
                "           88  F VALUE.",
                "           88  F VALUE 'A'",
                "           66  F VALUE 'A'.",
                "           66  F RENAMES.",
                "           05  F SYNC. 10 H PIC 9 COMP.",
                "           88  F VALUE 'A' THRU.",
                "           88  F VALUE NONSENSE.",
                "           05  F. 10 N PIC 9 OCCURS 2. 10 H PIC X OCCURS 1 TO 2 DEPENDING ON N.",
                "           05  F OCCURS 2. 10 N PIC 9. 05 H PIC X OCCURS 1 TO 2 DEPENDING ON N.",
                "           05  F PIC X. 10 H PIC X.",
                "           05  F. 10 H PIC X. 08 I PIC X.",
                "           03  F PIC X.",
                "           05  F PIC X OCCURS 1000000 TIMES. 05 H PIC X(900000).",
                "           05  F OCCURS 99999999. 10 H OCCURS 99999999. 15 I PIC X(1000000)."
            })
    void aWrongEntryIsASyntaxError(String line) {
        CodecException error = assertThrows(CodecException.class, () -> parse(line));
        assertEquals(ErrorCode.COPYBOOK_SYNTAX, error.code(), error.problem());
        assertEquals(3, ((Place.InCopybook) error.place()).line());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|COPYBOOK_SYNTAX|1",
                "'      * only a comment'|COPYBOOK_SYNTAX|1",
                "'       05 A PIC X.'|COPYBOOK_SYNTAX|1",
                "'       77 A PIC X OCCURS 2.'|COPYBOOK_SYNTAX|1",
                "'       01 A REDEFINES B PIC X.'|COPYBOOK_UNSUPPORTED|1",
                "'       01 A OCCURS 2 TIMES.'|COPYBOOK_SYNTAX|1",
                "'       01 A.'|COPYBOOK_SYNTAX|1",
                "'       .'|COPYBOOK_SYNTAX|1"
            })
    void aCopybookNeedsOneRecord(String source, ErrorCode code, int line) {
        CodecException error = assertThrows(CodecException.class, () -> Copybook.parse("a.cpy", source));
        assertEquals(code, error.code());
        assertEquals(line, ((Place.InCopybook) error.place()).line());
    }

    @Test
    void aRecordThatIsNotChosenIsListed() {
        CodecException error =
                assertThrows(CodecException.class, () -> parse("       01  S PIC X.\n       77  T PIC 9."));
        assertEquals(ErrorCode.COPYBOOK_RECORD_UNKNOWN, error.code());
        assertEquals("test.cpy, line 3, item S", error.place().toString());
        assertEquals("the copybook has the records R, S, T", error.problem());
    }

    @Test
    void whatThereIsNotToCopyIsNamed() {
        CodecException error = assertThrows(CodecException.class, () -> parse("           COPY OTHER."));
        assertEquals(ErrorCode.COPYBOOK_NOT_FOUND, error.code());
        assertEquals("test.cpy, line 3, item COPY", error.place().toString());
    }

    @Test
    void aTableWithoutANameCannotHaveFields() {
        assertThrows(CodecException.class, () -> parse("           05  OCCURS 3 TIMES. 10 A PIC X."));
    }

    @Test
    void theMessageHasCodePlaceProblemAndFix() {
        CodecException error =
                assertThrows(CodecException.class, () -> parse("           05  F  USAGE\n             INDEX."));
        assertEquals(
                "COPYBOOK_UNSUPPORTED at test.cpy, line 4, item F: USAGE INDEX is not supported. Fix: take it out if it does not"
                        + " change the bytes of the record; else the layout cannot be read yet.",
                error.getMessage());
        assertFalse(error.fix().isBlank());
    }

    private static void assertRefused(ErrorCode code, String line) {
        CodecException error = assertThrows(CodecException.class, () -> parse(line));
        assertEquals(code, error.code(), error.problem());
        assertEquals(new Place.InCopybook("test.cpy", 3, "F"), error.place());
    }

    private static Copybook parse(String thirdLine) {
        return Copybook.parse("test.cpy", "       01  R.\n           05  G  PIC X.\n" + thirdLine + "\n");
    }
}
