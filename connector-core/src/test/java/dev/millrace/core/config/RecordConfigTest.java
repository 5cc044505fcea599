package dev.millrace.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.FormatConfig.LeftOutColumns;
import dev.millrace.core.config.FormatConfig.UpdateImages;
import dev.millrace.core.config.FormatConfig.WithoutToken;
import dev.millrace.core.config.LayoutConfig.FloatFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration says about the records, and what it may not say. */
class RecordConfigTest {
    private static final String BANK = """
            name: bank
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            tables:
              - {source: A, target: a, key: [id]}
              - {source: B, target: b, key: [id]}
            """;
    private static final String TWO_TOPICS = BANK.replace("[bank]", "[bank.a, bank.b]");

    @TempDir
    Path directory;

    @Test
    void nothingMayBeMissingUnlessTheFileSaysSo() throws IOException {
        FormatConfig format = read(BANK).format();
        assertEquals(UpdateImages.BEFORE_AND_AFTER, format.updateImages());
        assertEquals(LeftOutColumns.REJECT, format.leftOutColumns());
        assertEquals(WithoutToken.REJECT, format.withoutToken());
        assertEquals(List.of(), format.loadOperations());
    }

    @Test
    void whatRecordsMayLeaveOutIsReadAsItIsWritten() throws IOException {
        FormatConfig format = read(BANK + """
                format:
                  images: full
                  update-images: after
                  left-out-columns: as-null
                  load-operations: [R, L]
                  without-token: load
                """).format();
        assertEquals(UpdateImages.AFTER, format.updateImages());
        assertEquals(LeftOutColumns.AS_NULL, format.leftOutColumns());
        assertEquals(WithoutToken.LOAD, format.withoutToken());
        assertEquals(List.of("R", "L"), format.loadOperations());
    }

    @Test
    void partialImagesAreRefusedWithWhatToChangeAtTheSource() {
        Problem problem = problem(BANK + "format:\n  images: partial\n");
        assertEquals(ProblemCode.IMAGES_PARTIAL, problem.code());
        assertEquals("format.images", problem.path());
        assertTrue(problem.fix().contains("DATA CAPTURE CHANGES"), problem.fix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "U", "D"})
    void theCodeOfAChangeCannotMarkLoadRows(String code) {
        Problem problem = problem(BANK + "format:\n  load-operations: [R, " + code + "]\n");
        assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code());
        assertEquals("format.load-operations", problem.path());
    }

    @Test
    void whereOffsetsStandInForOrdinalsEachTableNamesItsOneOfSeveralTopics() throws IOException {
        List<Problem> problems = problems(TWO_TOPICS);
        assertEquals(
                List.of("tables[0].topic", "tables[1].topic"),
                problems.stream().map(Problem::path).toList());
        problems.forEach(problem -> assertEquals(ProblemCode.CONFIG_VALUE_MISSING, problem.code()));

        String named = TWO_TOPICS
                .replace("source: A,", "source: A, topic: bank.a,")
                .replace("source: B,", "source: B, topic: bank.a,");
        assertEquals(Optional.of("bank.a"), read(named).tables().get(1).topic());
    }

    @Test
    void withOneTopicOrWithOrdinalsNoTableNeedsToNameIts() throws IOException {
        assertEquals(Optional.empty(), read(BANK).tables().get(0).topic());
        assertEquals(2, read(BANK.replace("[bank]", "[bank, bank]")).tables().size());
        assertEquals(
                2,
                read(TWO_TOPICS + "format:\n  tags:\n    ordinal: n\n").tables().size());
    }

    @Test
    void theTopicOfATableIsOneThatIsRead() {
        Problem problem = problem(BANK.replace("source: A,", "source: A, topic: bnak,"));
        assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code());
        assertEquals("tables[0].topic", problem.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch: -1", "epoch: 65536", "revision: -1", "revision: 65536", "epoch: 1.5"})
    void epochAndRevisionHaveTwoBytesEach(String outside) {
        Problem problem = problem(BANK.replace("source: A,", "source: A, " + outside + ","));
        assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code());
        assertTrue(problem.path().startsWith("tables[0]."), problem.path());
    }

    @Test
    void epochAndRevisionReachTheirLastValues() throws IOException {
        TableConfig table = read(BANK.replace("source: A,", "source: A, epoch: 65535, revision: 65535,"))
                .tables()
                .get(0);
        assertEquals(65_535, table.epoch());
        assertEquals(65_535, table.revision());
    }

    @Test
    void rawRecordsHaveOrdinals() throws IOException {
        ConnectorConfig config = read(TWO_TOPICS + "format:\n  type: raw\n");
        assertEquals(FormatConfig.Type.RAW, config.format().type());
        assertEquals(2, config.tables().size());
    }

    @Test
    void whatIsAboutTagsMeansNothingForRawRecords() {
        List<Problem> problems = problems(BANK + """
                format:
                  type: raw
                  tags:
                    stck: clock
                    ordinal: n
                  images: full
                  update-images: after
                  left-out-columns: as-null
                  load-operations: [R]
                  without-token: load
                """);
        assertEquals(
                List.of(
                        "format.tags",
                        "format.images",
                        "format.update-images",
                        "format.left-out-columns",
                        "format.load-operations",
                        "format.without-token"),
                problems.stream().map(Problem::path).toList());
        problems.forEach(problem -> assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code()));
    }

    @Test
    void aVariableThatIsAboutTagsMeansNothingForRawRecordsEither() throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), BANK + "format:\n  type: raw\n");
        ConfigReader reader = ConfigReader.of(file, Map.of("MILLRACE_FORMAT_TAGS_STCK", "clock"));
        ConnectorConfig.read(reader);
        List<Problem> problems =
                assertThrows(ConfigurationException.class, reader::finish).problems();
        assertEquals(
                List.of("format.tags"), problems.stream().map(Problem::path).toList());
    }

    @Test
    void aCopybookIsReadWhereItsTableNamesIt() throws IOException {
        String copybook = Files.writeString(directory.resolve("A.cpy"), "01 A.").toString();
        CopybookFile file =
                new CopybookFile("tables[0].copybook", copybook, "01 A.", Optional.empty(), List.of(directory));
        assertEquals(
                new LayoutConfig(file, Optional.empty(), "IBM037", FloatFormat.IBM, List.of()),
                layout("copybook: " + copybook));
    }

    @Test
    void whatIsSaidBesideCopybooksIsReadAsItIsWritten() throws IOException {
        String copybook = Files.writeString(directory.resolve("A.cpy"), "01 A.").toString();
        Path library = Files.createDirectory(directory.resolve("library"));
        LayoutConfig layout = layout("copybook: " + copybook + ", record: R, parent-copybook: " + copybook
                + ", parent-record: P, copy-path: [" + library + "], float: ieee, codepage: IBM273,"
                + " choose: [B=IS-B, \"C=KIND='C,D'\"]");
        List<Path> directories = List.of(directory, library);
        assertEquals(
                new LayoutConfig(
                        new CopybookFile("tables[0].copybook", copybook, "01 A.", Optional.of("R"), directories),
                        Optional.of(new CopybookFile(
                                "tables[0].parent-copybook", copybook, "01 A.", Optional.of("P"), directories)),
                        "IBM273",
                        FloatFormat.IEEE,
                        List.of("B=IS-B", "C=KIND='C,D'")),
                layout);
    }

    @Test
    void aDirectoryToCopyFromThatIsNotThereAndAFloatThatIsNoneAreProblems() throws IOException {
        String copybook = Files.writeString(directory.resolve("A.cpy"), "01 A.").toString();
        List<Problem> problems =
                problems(raw("copybook: " + copybook + ", copy-path: [/nowhere, " + copybook + "], float: hex"));
        assertEquals(
                List.of(
                        "CONFIG_FILE_UNREADABLE at tables[0].copy-path: there is no directory /nowhere. Fix: mount it there,"
                                + " or name its path",
                        "CONFIG_FILE_UNREADABLE at tables[0].copy-path: there is no directory " + copybook
                                + ". Fix: mount it there, or name its path",
                        "CONFIG_VALUE_INVALID at tables[0].float: \"hex\" is not known. Fix: write one of ibm, ieee"),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void aNameThatNoFileCanHaveIsAProblem() throws IOException {
        List<Problem> problems = problems(raw("copybook: \"A\\0.cpy\""));
        assertEquals(
                List.of(ProblemCode.CONFIG_FILE_UNREADABLE),
                problems.stream().map(Problem::code).toList());
    }

    @Test
    void aCopybookThatCannotBeReadIsAProblemAndSoIsOneForJson() throws IOException {
        String missing = directory.resolve("missing.cpy").toString();
        List<Problem> unreadable = problems(raw("copybook: " + missing + ", parent-copybook: " + directory));
        unreadable.forEach(problem -> assertEquals(ProblemCode.CONFIG_FILE_UNREADABLE, problem.code()));
        assertEquals(
                List.of("tables[0].copybook", "tables[0].parent-copybook"),
                unreadable.stream().map(Problem::path).toList());
        String there = Files.writeString(directory.resolve("A.cpy"), "01 A.").toString();
        Problem json = problem(BANK.replace("source: A,", "source: A, copybook: " + there + ","));
        assertEquals("tables[0].copybook", json.path());
        assertTrue(json.fix().contains("format.type: raw"), json.fix());
    }

    @Test
    void whatBelongsToACopybookMeansNothingWithoutOne() {
        assertEquals(
                List.of(
                        "tables[0].choose",
                        "tables[0].codepage",
                        "tables[0].copy-path",
                        "tables[0].float",
                        "tables[0].parent-copybook",
                        "tables[0].record"),
                paths("record: R, codepage: IBM273, parent-copybook: /nowhere, parent-record: P, copy-path: ["
                        + directory + "], float: ibm, choose: [B=IS-B]"));
        assertEquals(List.of("tables[0].parent-record"), paths("parent-record: P"));
    }

    private List<String> paths(String layout) {
        return problems(raw(layout)).stream()
                .map(Problem::path)
                .sorted()
                .distinct()
                .toList();
    }

    private LayoutConfig layout(String layout) throws IOException {
        return read(raw(layout)).tables().get(0).layout().orElseThrow();
    }

    private static String raw(String layout) {
        return BANK.replace("source: A,", "source: A, " + layout + ",") + "format:\n  type: raw\n";
    }

    private Problem problem(String yaml) {
        List<Problem> problems = problems(yaml);
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    private List<Problem> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
    }

    private ConnectorConfig read(String yaml) throws IOException {
        ConfigReader reader = ConfigReader.of(Files.writeString(directory.resolve("connector.yaml"), yaml), Map.of());
        ConnectorConfig config = ConnectorConfig.read(reader);
        reader.finish();
        return config;
    }
}
