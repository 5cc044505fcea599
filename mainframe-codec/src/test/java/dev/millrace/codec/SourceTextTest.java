package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {

    @Test
    void aHyphenInColumn7ContinuesAWordOrALiteral() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01  R.
                           05  LONG-NA
                      * between
                      -        ME PIC X(
                      -    7).
                           05  A PIC X(70)    VALUE 'xxxxxxxxxxxxxxxxxxxxxxxxxxx 05 B
                      -    ' PIC X. it''s '.
                           05  C PIC X.
                """);
        assertEquals(
                List.of("LONG-NAME", "A", "C"),
                copybook.fields().stream().map(Item::name).toList());
        assertEquals(78, copybook.recordLength());
    }

    @Test
    void aContinuedLiteralKeepsTheBlanksUpToColumn72() {
        List<Token> tokens = Lexer.tokens("a.cpy", "       01 A VALUE 'one\n      -    'two'.\n           05 B.\n");
        String literal = tokens.get(3).text();
        assertEquals("'one" + " ".repeat(65 - "01 A VALUE 'one".length()) + "two'", literal);
        assertEquals(3, tokens.get(5).line());
    }

    @Test
    void linesForDebuggingAndListingsAreReadOver() {
        Copybook copybook = Copybook.parse("a.cpy", """
                           TITLE 'A record'.
                           EJECT
                       01  R.
                      D    05  X PIC X.
                      d    05  Y PIC X.
                           SKIP1
                           05  A PIC X.
                           SKIP3.
                """);
        assertEquals(1, copybook.recordLength());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "       >>SOURCE FORMAT IS FREE\n   01 R.\n05 A PIC X.\n",
                ">>source free\n      01 R. 05 A PIC X.\n",
                "      $SET SOURCEFORMAT\"FREE\"\n* comment\n01 R.\n05 A PIC X.",
                "       01 R.\n           05\n       >>SOURCE FORMAT FREE\nA PIC X.\n",
                ">>SOURCE FREE\n01 R.\n>>D 05 B PIC X.\n>>SOURCE FIXED\n       05 A PIC X.\n      *05 B PIC X.\n"
            })
    void aDirectiveSaysTheFormat(String source) {
        assertEquals(1, Copybook.parse("a.cpy", source).recordLength());
    }

    @Test
    void anItemOfLevel77IsARecordOfOneField() {
        Copybook copybook = Copybook.parse("a.cpy", "       77  COUNTER PIC S9(4) COMP.\n");
        assertEquals("COUNTER", copybook.name());
        assertEquals(
                List.of("COUNTER"), copybook.fields().stream().map(Item::name).toList());
        assertEquals(2, copybook.recordLength());
    }
}
