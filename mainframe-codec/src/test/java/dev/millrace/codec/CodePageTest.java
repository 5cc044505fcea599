package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodePageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IBM037",
                "Cp037",
                "IBM273",
                "IBM277",
                "IBM278",
                "IBM280",
                "IBM284",
                "IBM285",
                "IBM297",
                "IBM420",
                "IBM424",
                "IBM500",
                "IBM870",
                "IBM871",
                "IBM1026",
                "IBM1047",
                "IBM01140",
                "x-IBM875"
            })
    void agreesWithJavaButForTheSecondNewLineAndKeepsBytesApart(String name) {
        CodePage codePage = CodePage.of(name);
        Charset charset = Charset.forName(name);
        for (int i = 0; i < 256; i++) {
            int character = codePage.character((byte) i);
            String expected = i == 0x25 ? "\u0085" : new String(new byte[] {(byte) i}, charset);
            if (character == CodePage.UNMAPPED) {
                assertEquals("\uFFFD", expected, "byte " + i);
            } else {
                assertEquals(expected, String.valueOf((char) character), "byte " + i);
                assertEquals(i, codePage.byteOf((char) character));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM1140", "ibm1141", "IBM-1148", "Cp1140"})
    void knowsTheEuroCodePagesUnderTheirUsualNames(String name) {
        CodePage codePage = CodePage.of(name);
        assertEquals(name, codePage.name());
        assertTrue(codePage.byteOf('\u20ac') >= 0);
    }

    @Test
    void hasNoByteForAForeignCharacter() {
        CodePage codePage = CodePage.of("IBM037");
        assertEquals(CodePage.UNMAPPED, codePage.byteOf('\u20ac'));
        assertEquals(CodePage.UNMAPPED, codePage.byteOf('\uffff'));
        assertEquals(CodePage.UNMAPPED, CodePage.of("IBM1140").byteOf('\u0100'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "UTF-16",
                "US-ASCII",
                "ISO-8859-1",
                "windows-1252",
                "IBM850",
                "Shift_JIS",
                "GB18030",
                "IBM-Thai",
                "ISO-2022-CN"
            })
    void refusesWhatIsNoReversibleEbcdic(String name) {
        CodecException error = assertThrows(CodecException.class, () -> CodePage.of(name));
        assertEquals(ErrorCode.CODE_PAGE_UNSUITABLE, error.code());
        assertEquals(new Place.InCodePage(name), error.place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EBCDIC-OF-MARS", "", "IBM99999", "not a name", "IBM999"})
    void refusesUnknownNames(String name) {
        CodecException error = assertThrows(CodecException.class, () -> CodePage.of(name));
        assertEquals(ErrorCode.CODE_PAGE_UNKNOWN, error.code());
    }

    @Test
    void readsAndWritesTheLettersThatDifferBetweenCodePages() {
        Copybook copybook = Copybook.parse("t.cpy", "       01 R.\n         05 T PIC X(8).\n");
        RecordCodec german = new RecordCodec(copybook, CodePage.of("IBM273"));
        // From the code page's chart: A-umlaut 4A, o-umlaut 6A, sharp s A1, at sign B5.
        byte[] bytes = {0x4A, 0x6A, (byte) 0xA1, (byte) 0xB5, 0x40, (byte) 0xC1, 0x40, 0x40};
        CobolRecord record = german.decode(bytes, 0);
        assertEquals("\u00c4\u00f6\u00df@ A", record.text("T"));
        assertArrayEquals(bytes, german.encode(record));
    }
}
