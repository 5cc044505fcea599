package dev.millrace.postgres;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TableConfig;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.ColumnSettings;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import dev.millrace.postgres.PostgresSettings.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the section {@code target} of a PostgreSQL connector's configuration. */
public final class PostgresConfig {
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private PostgresConfig() {}

    /** The settings; what is wrong with them is told by the reader's {@code finish()}. */
    public static PostgresSettings read(ConfigReader reader, ConnectorConfig connector) {
        boolean create = reader.flag(
                "target.auto-create", false, "Whether missing tables are created. Every table then needs `columns`.");
        List<TableSettings> tables = new ArrayList<>();
        for (TableConfig table : connector.tables()) {
            if (create && table.columns().isEmpty() && reader.isSound(table.path() + ".columns")) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        table.path() + ".columns",
                        "target.auto-create needs to know the columns",
                        "list them, as in \"balance numeric(12,2)\", or create the table and set auto-create: false");
            }
            tables.add(new TableSettings(
                    table.source(),
                    table.target(),
                    table.key(),
                    table.columns().stream()
                            .map(column -> new ColumnSettings(column.name(), column.type()))
                            .toList(),
                    Set.copyOf(table.ignoredColumns()),
                    ChangeVersion.bytesWith(
                            RecordFormats.tokenKind(connector.format()).bytes())));
        }
        Writer writer = reader.choice(
                "target.writer",
                Writer.JDBC,
                "How the server is written to: over connections to it, or by calls of the RDS Data API; see"
                        + " [postgres.md](postgres.md#rds-data-api).");
        WriterKeys keys = new WriterKeys(reader, writer);
        PostgresSettings settings = new PostgresSettings(
                keys.jdbc(
                        "target.url",
                        "jdbc:postgresql://db.example.com:5432/bank",
                        "Address, database and properties of the driver, such as `?sslmode=verify-full`."),
                keys.login(),
                reader.choice(
                        "target.versions", Layout.SIDECAR, "Where versions are kept; see [postgres.md](postgres.md)."),
                create ? AutoCreate.CREATE : AutoCreate.REFUSE,
                reader.choice(
                        "target.schema-evolution",
                        SchemaEvolution.FAIL,
                        "What becomes of a column that appears at the source: its records are dead letters, it is left out, or the"
                                + " table gets it; see [postgres.md](postgres.md#columns-that-appear)."),
                connector.engine().lanes() + 1,
                tables,
                reader.duration(
                        "target.connect-timeout",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        LONGEST_TIMEOUT,
                        "Until a connection must be made."),
                reader.duration(
                        "target.statement-timeout",
                        Duration.ofSeconds(30),
                        Duration.ofMillis(1),
                        LONGEST_TIMEOUT,
                        "The server gives a statement up after it."),
                connector.topics().replayHorizon().limit(),
                connector.name(),
                keys.dataApi());
        SettingsChecks.checkRead(settings)
                .forEach(problem -> reader.problem(problem.code(), problem.path(), problem.what(), problem.fix()));
        return settings;
    }
}
