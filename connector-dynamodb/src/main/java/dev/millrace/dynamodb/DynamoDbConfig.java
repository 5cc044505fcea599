package dev.millrace.dynamodb;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.DefinedTables;
import dev.millrace.dynamodb.DynamoDbSettings.AutoCreate;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code target} of a DynamoDB connector's configuration, and the keys of its tables. */
public final class DynamoDbConfig {
    private static final String ENDPOINT = "target.endpoint";
    private static final int DEFAULT_IN_FLIGHT = 128;
    private static final int MAX_IN_FLIGHT = 10_000;
    private static final int HIGHEST_PORT = 65_535;

    private DynamoDbConfig() {}

    /** The settings; what is wrong with them is told by the reader's {@code finish()}. */
    public static DynamoDbSettings read(ConfigReader reader, ConnectorConfig connector) {
        List<DefinedTable> defined = DefinedTables.read(
                reader, connector, RecordFormats.tokenKind(connector.format()).bytes());
        List<TableSettings> tables = connector.tables().stream()
                .map(table -> table(reader, table.path(), defined))
                .flatMap(Optional::stream)
                .toList();
        DynamoDbSettings settings = new DynamoDbSettings(
                reader.optional(
                        "target.region",
                        "eu-central-1",
                        "The AWS Region; without it what the AWS SDK finds in `AWS_REGION` or in its profile."),
                endpoint(reader),
                reader.flag(
                                "target.auto-create",
                                false,
                                "Whether missing tables are created, on demand capacity, and the expiry of tombstones is switched on.")
                        ? AutoCreate.CREATE
                        : AutoCreate.REFUSE,
                reader.choice(
                        "target.nulls",
                        Nulls.ABSENT,
                        "What stands for NULL: no attribute, or one of DynamoDB's type NULL."),
                reader.whole(
                        "target.in-flight",
                        DEFAULT_IN_FLIGHT,
                        1,
                        MAX_IN_FLIGHT,
                        "Most calls, and so connections, that are open at once. Fewer while the service throttles."),
                reader.duration(
                        "target.request-timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(10),
                        "A call is given up after it, and made again."),
                reader.textOr("target.progress-table", "millrace_progress", "The table that keeps the progress."),
                connector.topics().replayHorizon().limit(),
                tables);
        SettingsChecks.check(settings)
                .forEach(problem -> reader.problem(problem.code(), problem.path(), problem.what(), problem.fix()));
        return settings;
    }

    /** Reads the keys of every table, those of one that is not sound too: they are known keys all the same. */
    private static Optional<TableSettings> table(ConfigReader reader, String path, List<DefinedTable> defined) {
        Optional<String> pk = reader.optional(
                path + ".pk",
                "ACCT#{ACCOUNT_ID}",
                "Template of the partition key, a text; required where `key` has more than two columns. Without it the first"
                        + " column of `key` is the partition key, the second the sort key.");
        Optional<String> sk = reader.optional(
                path + ".sk",
                "CARD#{CARD_NUMBER}",
                "Template of the sort key, with `pk` only. Both together name every column of `key`.");
        String pkName = reader.textOr(path + ".pk-name", "pk", "The attribute that `pk` fills.");
        String skName = reader.textOr(path + ".sk-name", "sk", "The attribute that `sk` fills.");
        return defined.stream()
                .filter(table -> table.path().equals(path))
                .findFirst()
                .map(table -> new TableSettings(table, pk, sk, pkName, skName));
    }

    private static Optional<URI> endpoint(ConfigReader reader) {
        Optional<String> written = reader.optional(
                ENDPOINT,
                "http://127.0.0.1:8000",
                "The address of the service where it is not the Region's own: DynamoDB Local, or a VPC endpoint.");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(written.get());
            boolean usable = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= HIGHEST_PORT;
            if (usable) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException notAnAddress) {
            return refused(reader, written.get());
        }
        return refused(reader, written.get());
    }

    private static Optional<URI> refused(ConfigReader reader, String written) {
        reader.problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                ENDPOINT,
                "\"" + written + "\" is no address of a service",
                "write https://HOST, or http://HOST:PORT for a local server");
        return Optional.empty();
    }
}
