package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinedTablesTest {
    private static final String COMMON = """
            name: bank
            kafka:
              bootstrap.servers: broker-1:9092
            topics: [bank.account]
            tables:
              - source: BANK.ACCOUNT
                target: account
            """;

    @TempDir
    Path directory;

    @Test
    void aTableIsAsItIsDefined() throws IOException {
        ConfigReader reader = reader("""
                    key: [branch, account_id]
                    columns: [account_id bigint, balance numeric(12,2), branch char(4), "address struct<city text, zip char(5)>"]
                """);
        List<DefinedTable> tables = DefinedTables.read(reader, ConnectorConfig.read(reader), 9);
        reader.finish();
        assertEquals(1, tables.size());
        DefinedTable table = tables.get(0);
        assertEquals("BANK.ACCOUNT", table.source());
        assertEquals(List.of("branch", "account_id"), table.key());
        assertEquals(21, table.versionBytes());
        assertEquals("account", table.table().name());
        assertEquals(List.of(2, 0), table.table().keyIndexes());
        assertEquals(
                List.of(
                        new Column("account_id", DecimalType.whole(8), false),
                        new Column("balance", DecimalType.numeric(12, 2), true),
                        new Column("branch", new TextType(4, TextType.Padding.IGNORED), false),
                        new Column(
                                "address",
                                ColumnTypes.parse("struct<city text, zip char(5)>")
                                        .orElseThrow(),
                                true)),
                table.table().columns());
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        assertEquals(
                List.of(
                        "\"money\" of balance is no type",
                        "id stands there twice",
                        "\"name\" is none of the columns",
                        "\"tags\" is an array or a group, which identifies no row"),
                problems("""
                            key: [id, name, tags]
                            columns: [id bigint, balance money, id text, tags array<text>]
                        """));
    }

    @Test
    void columnsHaveToBeDefined() throws IOException {
        assertEquals(List.of("the target does not know the columns' types"), problems("    key: [id]\n"));
    }

    @Test
    void aMalformedColumnIsToldOnce() throws IOException {
        assertEquals(
                List.of("\"balance\" is no column with its type"),
                problems("    key: [id]\n    columns: [id bigint, balance]\n"));
    }

    private List<String> problems(String table) throws IOException {
        ConfigReader reader = reader(table);
        DefinedTables.read(reader, ConnectorConfig.read(reader), 9);
        ConfigurationException refused = assertThrows(ConfigurationException.class, reader::finish);
        return refused.problems().stream().map(Problem::what).toList();
    }

    private ConfigReader reader(String table) throws IOException {
        Path file = directory.resolve("connector.yaml");
        Files.writeString(file, COMMON + table.indent(0));
        return ConfigReader.of(file, Map.of());
    }
}
