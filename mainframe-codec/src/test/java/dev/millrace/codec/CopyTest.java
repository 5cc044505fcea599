package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeWhatIsCopied() throws IOException {
        Files.writeString(directory.resolve("address.cpy"), """
                      * An address.
                           10  :TAG:-STREET      PIC X(20).
                           10  OLD-CITY          PIC X(:LEN:).
                           10  NUMBER-OLD        PIC 9(3).
                """);
    }

    @Test
    void theTextStandsInThePlaceOfTheStatement() throws IOException {
        write("            10  A PIC X(2).\n            10  B PIC X.\n", "PART.CPY");
        assertEquals(List.of("A 0 2", "B 2 1", "C 3 1"), items("05 G. COPY PART. 05 C PIC X."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "==:TAG:== BY ==HOME== ==:LEN:== BY ==12==|HOME-STREET OLD-CITY NUMBER-OLD|35",
                "==:TAG:== BY ==HOME== ==X(:LEN:)== BY ==X(9)== LEADING ==OLD== BY ==NEW==|HOME-STREET NEW-CITY NUMBER-OLD|32",
                "==:TAG:== BY ==A== ==:LEN:== BY ==1== TRAILING ==-OLD== BY ====|A-STREET OLD-CITY NUMBER|24",
                "==:TAG:== BY ==A== OLD-CITY BY TOWN ==:LEN:== BY ==1==|A-STREET TOWN NUMBER-OLD|24",
                "==:TAG:== BY ==A== ==:LEN:== BY ==1== ==PIC 9(3).== BY ==PIC 9(5) COMP-3.==|A-STREET OLD-CITY NUMBER-OLD|24"
            })
    void replacesWordsPseudoTextAndPartsOfWords(String replacing, String names, int length) throws IOException {
        Copybook copybook = read("05 G. COPY ADDRESS REPLACING " + replacing.replace(" BY ", "\n           BY ") + ".");
        GroupItem group = (GroupItem) copybook.fields().get(0);
        assertEquals(
                List.of(names.split(" ", -1)),
                group.fields().stream().map(Item::name).toList());
        assertEquals(length, copybook.recordLength());
    }

    @Test
    void textsMayCopyOthersAndComeFromThePath() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("INNER"), "           10  B PIC X.\n");
        write("           10  A PIC X.\n           COPY 'INNER'.\n", "OUTER.cbl");
        Path main = write("       01  R.\n         05 G.\n           COPY OUTER SUPPRESS.\n", "main.cpy");
        CopybookOptions options = new CopybookOptions(Optional.empty(), List.of(other));
        assertEquals(2, Copybook.read(main, options).recordLength());
        CodecException error = assertThrows(CodecException.class, () -> Copybook.read(main));
        assertEquals(ErrorCode.COPYBOOK_NOT_FOUND, error.code());
        assertEquals(
                directory.resolve("OUTER.cbl") + ", line 2, item COPY",
                error.place().toString());
    }

    @Test
    void ofASourceTextOnlyThePathIsLookedInto() throws IOException {
        write("           05  A PIC X(3).\n", "PART.cpy");
        String source = "       01  R.\n           COPY PART.\n       01  OTHER PIC X.\n";
        CopybookOptions options = new CopybookOptions(Optional.of("R"), List.of(directory));
        assertEquals(3, Copybook.parse("R.cpy", source, options).recordLength());
        CodecException error = assertThrows(CodecException.class, () -> Copybook.parse("R.cpy", source));
        assertEquals(ErrorCode.COPYBOOK_NOT_FOUND, error.code());
    }

    /** A file that even those may not read who may read all. */
    @Test
    void aTextThatIsThereAndCannotBeReadIsToldAtItsStatement() throws IOException {
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(unreadable));
        Files.createSymbolicLink(directory.resolve("PART.cpy"), unreadable);
        CodecException error = assertThrows(CodecException.class, () -> read("05 G. COPY PART."));
        assertEquals(ErrorCode.COPYBOOK_NOT_FOUND, error.code());
        assertEquals(
                directory.resolve("main.cpy") + ", line 3, item COPY",
                error.place().toString());
        assertEquals("the file " + directory.resolve("PART.cpy") + " cannot be read", error.problem());
    }

    @Test
    void aTextThatCopiesItselfIsRefused() throws IOException {
        Path main = write("       01  R.\n           COPY MAIN.\n", "main.cpy");
        assertEquals(
                ErrorCode.COPYBOOK_SYNTAX,
                assertThrows(CodecException.class, () -> Copybook.read(main)).code());
    }

    @Test
    void anErrorInACopiedTextNamesItsFile() throws IOException {
        write("           10  A PIC X.\n           10  B PIC Q.\n", "BAD.cpy");
        CodecException error = assertThrows(CodecException.class, () -> read("05 G. COPY BAD."));
        assertEquals(
                directory.resolve("BAD.cpy") + ", line 2, item B", error.place().toString());
    }

    @Test
    void aNameThatIsThereTwiceNamesTheFileOfTheSecond() throws IOException {
        write("           05  A PIC X.\n", "TWICE.cpy");
        CodecException error = assertThrows(CodecException.class, () -> read("05 A PIC X. COPY TWICE."));
        assertEquals(
                directory.resolve("TWICE.cpy") + ", line 1, item A",
                error.place().toString());
    }

    @Test
    void oneOfSeveralRecordsIsChosenByItsName() throws IOException {
        Path main = write(
                "       01  A.\n           05 F PIC X(3).\n       01  B PIC X(7).\n       77  C PIC 9.\n", "m.cpy");
        for (Path file : List.of(main)) {
            assertEquals(3, read(file, "a").recordLength());
            assertEquals(7, read(file, "B").recordLength());
            assertEquals(
                    List.of("C"),
                    read(file, "C").fields().stream().map(Item::name).toList());
            CodecException error = assertThrows(CodecException.class, () -> read(file, "D"));
            assertEquals(ErrorCode.COPYBOOK_RECORD_UNKNOWN, error.code());
            assertEquals("the copybook has no record D, but A, B, C", error.problem());
        }
    }

    private static Copybook read(Path file, String record) throws IOException {
        return Copybook.read(file, new CopybookOptions(Optional.of(record), List.of()));
    }

    private List<String> items(String entries) throws IOException {
        return ItemTree.all(read(entries).root())
                .filter(ElementItem.class::isInstance)
                .map(item -> item.name() + " " + item.offset() + " " + item.length())
                .toList();
    }

    private Copybook read(String entries) throws IOException {
        return Copybook.read(
                write("       01  R.\n           " + entries.replace(". ", ".\n           ") + "\n", "main.cpy"));
    }

    private Path write(String source, String name) throws IOException {
        return Files.writeString(directory.resolve(name), source);
    }
}
