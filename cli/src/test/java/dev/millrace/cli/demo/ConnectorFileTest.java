package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.core.config.ColumnDefinition;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.TableConfig;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.postgres.PostgresSettings;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectorFileTest {
    private static final SourceTable TABLE = new SourceTable(
            "BANK",
            "CARD_XREF",
            List.of(
                    new SourceColumn("CARD_NUMBER", new ColumnKind.Text(16)),
                    new SourceColumn("SHARE", new ColumnKind.Decimal(5, 2))),
            List.of("CARD_NUMBER"));

    @TempDir
    Path directory;

    @Test
    void the_connector_accepts_the_file_and_finds_all_in_it() throws IOException {
        StackFile stack = StackFile.of(
                new StackFile.Kafka("127.0.0.1:9", 1),
                new StackFile.Postgres(
                        "jdbc:postgresql://127.0.0.1:8/postgres", "127.0.0.1", 8, "postgres", "me", "a: #1", 2));
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                ConnectorFile.yaml(TargetKind.POSTGRES, stack, List.of(TABLE), TopicNames.usual()));
        ConfigReader reader = ConfigReader.of(file, Map.of());
        ConnectorConfig connector = ConnectorConfig.read(reader);
        PostgresSettings settings = PostgresConfig.read(reader, connector);
        reader.finish();
        assertEquals("127.0.0.1:9", connector.kafka().bootstrapServers());
        assertEquals("bank-postgres", connector.kafka().group());
        assertEquals(List.of("bank.card_xref"), connector.kafka().topics());
        assertEquals(0, connector.observe().port());
        assertEquals("a: #1", settings.password());
        TableConfig table = connector.tables().get(0);
        assertEquals("BANK.CARD_XREF", table.source());
        assertEquals("public.card_xref", table.target());
        assertEquals(List.of("card_number"), table.key());
        assertEquals(
                List.of(
                        new ColumnDefinition("card_number", "varchar(16)"),
                        new ColumnDefinition("share", "numeric(5,2)")),
                table.columns());
    }
}
