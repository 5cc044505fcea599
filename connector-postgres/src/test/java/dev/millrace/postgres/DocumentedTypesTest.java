package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every type that docs/postgres.md names for a column is one that the connector writes. */
class DocumentedTypesTest {
    private static final Path PAGE = Path.of("../docs/postgres.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void theTypesOfTheSourcesHaveColumnsThatAreWritten() throws IOException {
        List<String> types = new ArrayList<>();
        for (String row : rows("### Which type for which source", "## Columns that appear")) {
            String[] cells = row.split("\\|", -1);
            types.addAll(codes(cells[2]));
            types.addAll(codes(cells[3]));
        }

        assertTrue(types.size() > 100, () -> "only " + types);
        assertEquals(List.of(), types.stream().filter(type -> !isWritten(type)).toList());
    }

    @Test
    void theTypesOfColumnsAreAllOfThemAndSayWhichAreKeys() throws IOException {
        for (String row : rows("## Types", "### Times and time zones")) {
            String[] cells = row.split("\\|", -1);
            for (String type : codes(cells[1])) {
                boolean key = SqlTypes.parse(concrete(type)).orElseThrow().identifies();
                assertEquals(key ? "yes" : "no", cells[4].strip(), type);
            }
        }
    }

    private static boolean isWritten(String type) {
        return SqlTypes.parse(concrete(type)).isPresent();
    }

    /** With numbers for the letters of sizes. */
    private static String concrete(String type) {
        return type.replace("(p,s)", "(9,2)").replace("(p)", "(3)").replace("(n)", "(9)");
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    /** The rows of the tables in a part of the page, without their heads. */
    private static List<String> rows(String from, String to) throws IOException {
        String page = Files.readString(PAGE);
        Matcher part = Pattern.compile(
                        "\n" + Pattern.quote(from) + "\n(.*)\n" + Pattern.quote(to) + "\n", Pattern.DOTALL)
                .matcher(page);
        assertTrue(part.find(), () -> "no part " + from);
        return part.group(1)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .filter(line -> line.contains("`"))
                .toList();
    }
}
