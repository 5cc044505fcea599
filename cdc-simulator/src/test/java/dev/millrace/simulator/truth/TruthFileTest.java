package dev.millrace.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFileTest {
    private final SourceTable account = new SourceTable(
            "BANK",
            "ACCOUNT",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(11, 0)),
                    new SourceColumn("NAME", new ColumnKind.Text(20)),
                    new SourceColumn("BALANCE", new ColumnKind.Decimal(12, 2))),
            List.of("ID"));
    private final SourceTable empty =
            new SourceTable("BANK", "NO_ROWS", List.of(new SourceColumn("ID", new ColumnKind.Text(3))), List.of("ID"));
    private final TrueState state = new TrueState(List.of(account, empty));
    private final SourceRow one = row("1", "Größe \"4\"", "0.00");
    private final SourceRow two = row("2", "", "-9999999999.90");

    @TempDir
    Path directory;

    @Test
    void tablesAndRowsComeBackExactly() throws IOException {
        Path file = write();
        try (TruthReader reader = TruthReader.open(file)) {
            assertEquals(state.tables(), reader.tables());
            assertEquals(List.of(one, two), readAll(reader));
        }
        assertEquals(
                List.of(
                        "{\"table\":\"account\",\"schema\":\"BANK\",\"name\":\"ACCOUNT\",\"columns\":["
                                + "{\"name\":\"ID\",\"kind\":\"NUMBER\",\"digits\":11,\"scale\":0},"
                                + "{\"name\":\"NAME\",\"kind\":\"TEXT\",\"length\":20},"
                                + "{\"name\":\"BALANCE\",\"kind\":\"NUMBER\",\"digits\":12,\"scale\":2}],"
                                + "\"key\":[\"ID\"],\"rows\":2}",
                        "{\"table\":\"no_rows\",\"schema\":\"BANK\",\"name\":\"NO_ROWS\",\"columns\":["
                                + "{\"name\":\"ID\",\"kind\":\"TEXT\",\"length\":3}],\"key\":[\"ID\"],\"rows\":0}",
                        "{\"row\":\"account\",\"values\":[\"1\",\"Größe \\\"4\\\"\",\"0.00\"]}",
                        "{\"row\":\"account\",\"values\":[\"2\",\"\",\"-9999999999.90\"]}"),
                Files.readAllLines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void arraysGroupsFloatsAndNullComeBackExactly() throws IOException {
        ColumnKind group = new ColumnKind.Struct(List.of(
                new SourceColumn("A", new ColumnKind.Text(1), SourceColumn.Presence.SOMETIMES),
                new SourceColumn("B", new ColumnKind.Array(new ColumnKind.Decimal(3, 1)))));
        SourceTable table = new SourceTable(
                "VSAM",
                "T",
                List.of(
                        new SourceColumn("ID", new ColumnKind.Text(1)),
                        new SourceColumn("R", new ColumnKind.Floating(), SourceColumn.Presence.SOMETIMES),
                        new SourceColumn("T", new ColumnKind.Array(group))),
                List.of("ID"));
        SourceRow full = SourceRow.of(
                table,
                List.of(
                        "x",
                        new BigDecimal("0.1"),
                        List.of(
                                List.of("1", List.of(new BigDecimal("1.0"), new BigDecimal("-2.5"))),
                                List.of(SourceNull.NULL, List.of()))));
        SourceRow bare = SourceRow.of(table, List.of("y", SourceNull.NULL, List.of()));
        TrueState rich = new TrueState(List.of(table));
        rich.apply(new RowChange.Insert(full));
        rich.apply(new RowChange.Insert(bare));
        Path file = directory.resolve("rich.jsonl");
        TruthWriter.write(rich, file);
        try (TruthReader reader = TruthReader.open(file)) {
            assertEquals(List.of(table), reader.tables());
            assertEquals(List.of(full, bare), readAll(reader));
        }
        assertEquals(
                List.of(
                        "{\"row\":\"t\",\"values\":[\"x\",\"0.1\",[[\"1\",[\"1.0\",\"-2.5\"]],[null,[]]]]}",
                        "{\"row\":\"t\",\"values\":[\"y\",null,[]]}"),
                Files.readAllLines(file).subList(1, 3));
        Files.writeString(file, Files.readString(file).replace("[null,[]]", "[null]"));
        assertBroken(file);
    }

    @Test
    void aTruncatedFileIsNotTheTruth() throws IOException {
        Path file = write();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3));
        assertBroken(file);
        Files.writeString(file, lines.get(0).substring(0, 40));
        assertBroken(file);
        Files.writeString(file, "");
        assertBroken(file);
        Files.writeString(file, "{\"row\":\"account\",\"values\":[]}");
        assertBroken(file);
        assertBroken(directory.resolve("missing"));
    }

    @Test
    void aRowThatDoesNotFitItsTableIsNotTheTruth() throws IOException {
        Path file = write();
        String text = Files.readString(file);
        Files.writeString(file, text.replace("[\"2\",", "[\"2\",\"\","));
        assertBroken(file);
        Files.writeString(file, text.replace("[\"2\",", "[\"x\","));
        assertBroken(file);
        Files.writeString(file, text.replace("[\"2\",", "["));
        assertBroken(file);
    }

    @Test
    void anUnwritablePlaceIsNamed() {
        SimulatorException refused = assertThrows(
                SimulatorException.class, () -> TruthWriter.write(state, directory.resolve("no/such/truth.jsonl")));
        assertEquals(SimulatorError.TRUTH_UNWRITABLE, refused.code());
    }

    @Test
    void theStateRefusesWhatContradictsIt() {
        state.apply(new RowChange.Insert(one));
        assertThrows(IllegalStateException.class, () -> state.apply(new RowChange.Insert(one)));
        TrueState other = new TrueState(List.of(account));
        assertThrows(IllegalStateException.class, () -> other.apply(new RowChange.Delete(one)));
        SourceRow renamed = one.with("NAME", "x");
        assertThrows(IllegalStateException.class, () -> other.apply(new RowChange.Update(one, renamed)));
    }

    @Test
    void anUpdateMovesARowToAKeyThatIsFree() {
        SourceRow moved = one.with("ID", new BigDecimal("3"));
        state.apply(new RowChange.Insert(one));
        state.apply(new RowChange.Insert(two));
        SourceRow taken = one.with("ID", new BigDecimal("2"));
        assertThrows(IllegalStateException.class, () -> state.apply(new RowChange.Update(one, taken)));
        state.apply(new RowChange.Update(one, moved));
        assertEquals(List.of(two, moved), List.copyOf(state.rows(account)));
    }

    private Path write() {
        state.apply(new RowChange.Insert(one));
        state.apply(new RowChange.Insert(two));
        Path file = directory.resolve("truth.jsonl");
        TruthWriter.write(state, file);
        return file;
    }

    private static void assertBroken(Path file) {
        SimulatorException broken = assertThrows(SimulatorException.class, () -> {
            try (TruthReader reader = TruthReader.open(file)) {
                readAll(reader);
            }
        });
        assertEquals(SimulatorError.TRUTH_BROKEN, broken.code());
        assertEquals(file.toString(), broken.where());
    }

    private static List<SourceRow> readAll(TruthReader reader) {
        List<SourceRow> rows = new ArrayList<>();
        for (Optional<SourceRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private SourceRow row(String id, String name, String balance) {
        return SourceRow.of(account, List.of(new BigDecimal(id), name, new BigDecimal(balance)));
    }
}
