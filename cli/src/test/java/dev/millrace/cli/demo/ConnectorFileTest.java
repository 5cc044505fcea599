package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.core.config.ColumnDefinition;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.TableConfig;
import dev.millrace.dynamodb.DynamoDbConfig;
import dev.millrace.keyspaces.KeyspacesConfig;
import dev.millrace.postgres.Login;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.postgres.PostgresSettings;
import dev.millrace.redis.RedisConfig;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConnectorFileTest {
    private static final SourceTable TABLE = new SourceTable(
            "BANK",
            "CARD_XREF",
            List.of(
                    new SourceColumn("CARD_NUMBER", new ColumnKind.Text(16)),
                    new SourceColumn("SHARE", new ColumnKind.Decimal(5, 2))),
            List.of("CARD_NUMBER"));

    private static final SourceTable MANY_KEYS = new SourceTable(
            "BANK",
            "CATEGORY_BALANCE",
            List.of(
                    new SourceColumn("ACCOUNT_ID", new ColumnKind.Decimal(11, 0)),
                    new SourceColumn("TYPE_CODE", new ColumnKind.Text(2)),
                    new SourceColumn("CATEGORY_CODE", new ColumnKind.Decimal(4, 0))),
            List.of("ACCOUNT_ID", "TYPE_CODE", "CATEGORY_CODE"));

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
        assertEquals("a: #1", ((Login.Password) settings.login()).password());
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

    @ParameterizedTest
    @EnumSource(TargetKind.class)
    void each_connector_accepts_a_table_of_many_key_columns(TargetKind target) throws IOException {
        StackFile stack = StackFile.of(
                new StackFile.Kafka("127.0.0.1:9", 1),
                new StackFile.Postgres("jdbc:postgresql://127.0.0.1:8/p", "127.0.0.1", 8, "p", "me", "secret", 2),
                new StackFile.DynamoDb("http://127.0.0.1:7", "us-east-1", "local", "local", 3),
                new StackFile.Cassandra("127.0.0.1", 6, "datacenter1", 4),
                new StackFile.Redis("127.0.0.1", 5, "a: #1", 5));
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                ConnectorFile.yaml(target, stack, List.of(TABLE, MANY_KEYS), TopicNames.usual()));
        ConfigReader reader = ConfigReader.of(file, Map.of());
        ConnectorConfig connector = ConnectorConfig.read(reader);
        switch (target) {
            case POSTGRES -> PostgresConfig.read(reader, connector);
            case DYNAMODB -> DynamoDbConfig.read(reader, connector);
            case KEYSPACES -> KeyspacesConfig.read(reader, connector);
            case REDIS -> RedisConfig.read(reader, connector);
        }
        reader.finish();
        assertEquals("bank-" + target.key(), connector.kafka().group());
        assertEquals(
                List.of("account_id", "type_code", "category_code"),
                connector.tables().get(1).key());
    }
}
