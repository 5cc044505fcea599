package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the source is: a layout or a {@link CodecException}, and never anything else. */
class CopybookFuzzTest {

    private static final int INPUTS = Integer.getInteger("millrace.codec.fuzz", 20_000);
    private static final String[] WORDS = {
        "05 D PIC X.",
        "05 E PIC S9(3)V99.",
        "05 G.",
        "10 H PIC X(3) OCCURS 2.",
        "10 PIC 9.",
        "01",
        "05",
        "10",
        "5",
        "49",
        "50",
        "66",
        "77",
        "88",
        "00",
        "A",
        "B",
        "C-D",
        "FILLER",
        "PIC",
        "PICTURE",
        "IS",
        "X",
        "X(3)",
        "S9(3)V99",
        "9",
        "9(31)",
        "9(32)",
        "X(0)",
        "X(",
        "X)",
        "V",
        "S",
        "Z9",
        "X(999999999)",
        "USAGE",
        "DISPLAY",
        "COMP",
        "COMP-3",
        "SIGN",
        "LEADING",
        "TRAILING",
        "SEPARATE",
        "CHARACTER",
        "OCCURS",
        "3",
        "0",
        "999999999",
        "TIMES",
        "TO",
        "DEPENDING ON D",
        "DEPENDING ON",
        "05 C PIC 9.",
        "INDEXED BY",
        "REDEFINES",
        "05 F REDEFINES D PIC 9.",
        "SYNC",
        "COMP",
        "COMP-1",
        "COMP-2",
        "COPY",
        "REPLACING",
        "==",
        "BY",
        "VALUE",
        "88 K VALUE 'A' THRU 'B'.",
        "THRU",
        ">>SOURCE FORMAT FREE\n",
        "'text'",
        "'open",
        "\"",
        ".",
        ".",
        ".",
        ".",
        ". ",
        "\n       ",
        "\n       ",
        "\n",
        "*>",
        "\n      *",
        "\n      -",
        "\t",
        ",",
        ";",
        "..",
        "\u00e4",
        "\0",
        "\r",
        "(",
        ")"
    };

    @Test
    void anyMixtureOfWordsParsesOrIsRefused() {
        Random random = new Random(1);
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder source = new StringBuilder("       01 R. ");
            int words = 1 + random.nextInt(1 + random.nextInt(30));
            for (int w = 0; w < words; w++) {
                source.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(8) == 0 ? "" : " ");
            }
            parsed += parses(random.nextInt(10) == 0 ? source.substring(13) : source.toString()) ? 1 : 0;
        }
        assertTrue(parsed > 0, "and some of them parse");
    }

    @Test
    void anyDamageToACopybookParsesOrIsRefused() {
        Random random = new Random(2);
        String whole = """
                       01  RECORD-A SIGN IS LEADING.
                           05  A             PIC X(10) OCCURS 3 TIMES.
                           05  G OCCURS 2.
                               10  B         PIC S9(10)V99 TRAILING SEPARATE.
                               10  FILLER    PIC 9(3).
                           05  C             PIC S9(3).
                """;
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder source = new StringBuilder(whole);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                source.append(' ');
                int at = random.nextInt(source.length());
                switch (random.nextInt(4)) {
                    case 0 -> source.deleteCharAt(at);
                    case 1 -> source.insert(at, (char) random.nextInt(0x100));
                    case 2 -> source.setCharAt(at, " .()9XSV-0123456789\n*".charAt(random.nextInt(21)));
                    default -> source.setLength(Math.max(at, 1));
                }
            }
            parsed += parses(source.toString()) ? 1 : 0;
        }
        assertTrue(parsed > 0, "and some of them parse");
    }

    private static boolean parses(String source) {
        try {
            Copybook copybook = Copybook.parse("fuzz.cpy", source);
            assertTrue(copybook.recordLength() > 0);
            return true;
        } catch (CodecException e) {
            assertTrue(e.code().name().startsWith("COPYBOOK_"), e.getMessage());
            assertTrue(e.place() instanceof Place.InCopybook place && place.line() > 0);
            assertFalse(e.fix().isBlank());
            return false;
        }
    }
}
