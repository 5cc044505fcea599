package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.COLUMN_MISSING;
import static dev.millrace.core.config.ProblemCode.COLUMN_TYPE_UNSUPPORTED;
import static dev.millrace.core.config.ProblemCode.CONFIG_VALUE_INVALID;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start would refuse without asking the server is refused offline, under the same code and path. */
class PostgresConfigTest {
    private static final String VALID = """
            name: bank
            topics: [bank]
            kafka:
              bootstrap.servers: broker:9092
            target:
              url: jdbc:postgresql://db:5432/bank
              user: millrace
              password: secret
              connect-timeout: 10s
              statement-timeout: 30s
            tables:
              - source: BANK.ACCOUNT
                target: public.account
                key: [nr]
              - source: BANK.CUSTOMER
                target: public.customer
                key: [id]
                columns: [id bigint, "balance numeric(12,2)"]
            """;

    private static final String DATA_API = """
            name: bank
            topics: [bank]
            kafka:
              bootstrap.servers: broker:9092
            target:
              writer: data-api
              resource-arn: arn:aws:rds:eu-west-1:111122223333:cluster:bank
              secret-arn: arn:aws:secretsmanager:eu-west-1:111122223333:secret:millrace-AbCdEf
              database: ledger
            tables:
              - source: BANK.ACCOUNT
                target: public.account
                key: [nr]
            """;

    @TempDir
    private Path directory;

    @Test
    void aSoundConfigurationIsAccepted() {
        assertDoesNotThrow(() -> read(VALID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "target: public.account; target: account; tables[0].target; expected schema.table, found account",
                "statement-timeout: 30s; statement-timeout: 0s; target.statement-timeout; give 1ms to 1h",
                "connect-timeout: 10s; connect-timeout: 999ms; target.connect-timeout; give 1s to 1h",
                "//db:5432/bank; //db:x/bank; target.url; is no JDBC URL of PostgreSQL",
                "key: [nr]; key: [nr, nr]; tables[0].key; expected nr once",
                "[id bigint,; [id bigint, id bigint,; tables[1].columns; expected id once"
            })
    void whatNeedsNoServerIsRefusedOffline(String valid, String wrong, String path, String what) throws IOException {
        expectOne(VALID.replace(valid, wrong), CONFIG_VALUE_INVALID, path, what);
    }

    @Test
    void aTypeThatNoColumnMayHaveIsRefusedOffline() throws IOException {
        expectOne(
                VALID.replace("\"balance numeric(12,2)\"", "balance money"),
                COLUMN_TYPE_UNSUPPORTED,
                "tables[1].columns.balance",
                "expected a type that is written exactly, configured money");
    }

    @Test
    void tablesThatGrowHaveNoConfiguredColumns() throws IOException {
        expectOne(
                VALID.replace("statement-timeout: 30s", "statement-timeout: 30s\n  schema-evolution: add"),
                CONFIG_VALUE_INVALID,
                "target.schema-evolution",
                "add takes the columns of each table from its catalog");
    }

    @Test
    void aKeyThatIsNoneOfTheColumnsIsRefusedOffline() throws IOException {
        expectOne(
                VALID.replace("[id bigint,", "[nr bigint,"),
                COLUMN_MISSING,
                "tables[1].columns.id",
                "expected this column of the key among the columns, found nr, balance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'\"public\".\"account\"'", "'public.\"account\"'", "'\"public\".account'"})
    void oneTargetInTwoSpellingsIsRefusedOffline(String spelling) throws IOException {
        expectOne(
                VALID.replace("target: public.customer", "target: " + spelling),
                CONFIG_VALUE_INVALID,
                "tables[1].target",
                "expected one source for each target, found public.account in another spelling");
    }

    @Test
    void namesThatDifferInCaseOrInTheirDotsAreTwoTargets() {
        assertDoesNotThrow(() -> read(VALID.replace("target: public.customer", "target: public.Account")));
        assertDoesNotThrow(() -> read(VALID.replace("target: public.account", "target: '\"a.b\".c'")
                .replace("target: public.customer", "target: 'a.\"b.c\"'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BALANCE", "balance", "ID"})
    void aColumnThatIsTakenCannotBeIgnored(String ignored) throws IOException {
        String yaml = VALID + "    ignored-columns: [" + ignored + "]\n";
        expectOne(
                yaml,
                CONFIG_VALUE_INVALID,
                "tables[1].columns." + ignored.toLowerCase(Locale.ROOT),
                "expected ignored columns that no column takes, found " + ignored);
    }

    @Test
    void theColumnsThatATableIgnoresReachItsSettings() throws IOException {
        PostgresSettings settings = read(VALID + "    ignored-columns: [FILLER-1, FILLER-2]\n");
        assertEquals(Set.of("FILLER-1", "FILLER-2"), settings.tables().get(1).ignored());
    }

    @Test
    void aProblemIsToldOnce() throws IOException {
        expectOne(
                VALID.replace("jdbc:postgresql://db:5432/bank", "jdbc:mysql://db/bank"),
                CONFIG_VALUE_INVALID,
                "target.url",
                "is no JDBC URL of PostgreSQL");
    }

    @Test
    void aMalformedColumnIsNotAlsoAMissingOne() throws IOException {
        expectOne(
                VALID.replace("[id bigint,", "[id,"),
                CONFIG_VALUE_INVALID,
                "tables[1].columns",
                "no column with its type");
    }

    @Test
    void theDataApiIsCalledInTheClustersRegion() throws IOException {
        DataApiServer cluster = read(DATA_API).dataApi().orElseThrow();
        assertEquals("eu-west-1", cluster.region());
        assertEquals("bank/ledger", cluster.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cluster:bank; db:bank; target.resource-arn; is no ARN of a cluster",
                "secretsmanager; ssm; target.secret-arn; is no ARN of a secret",
                "database: ledger; statement-timeout: 30s; target.database; add it",
                "database: ledger; database: ledger, statement-timeout: 46s; target.statement-timeout; or less with the Data API",
                "database: ledger; database: ledger, endpoint: here; target.endpoint; is no address of a service",
                "database: ledger; database: ledger, url: jdbc:postgresql://db/bank; target.url; means nothing with writer: data-api",
                "database: ledger; database: ledger, password: secret; target.password; means nothing with writer: data-api"
            })
    void whatTheDataApiCannotUseIsRefusedOffline(String valid, String wrong, String path, String what)
            throws IOException {
        ProblemCode code = wrong.startsWith("statement") ? ProblemCode.CONFIG_VALUE_MISSING : CONFIG_VALUE_INVALID;
        expectOne(DATA_API.replace(valid, wrong.replace(", ", "\n  ")), code, path, what);
    }

    @Test
    void keysOfTheDataApiMeanNothingWithConnections() throws IOException {
        expectOne(
                VALID.replace("user: millrace", "user: millrace\n  database: bank"),
                CONFIG_VALUE_INVALID,
                "target.database",
                "means nothing with writer: jdbc");
    }

    private void expectOne(String yaml, ProblemCode code, String path, String what) throws IOException {
        List<Problem> problems =
                assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
        assertEquals(1, problems.size(), problems.toString());
        Problem problem = problems.get(0);
        assertEquals(code, problem.code());
        assertEquals(path, problem.path());
        assertTrue(problem.toString().contains(what), problem.toString());
    }

    private PostgresSettings read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), yaml);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        PostgresSettings settings = PostgresConfig.read(reader, ConnectorConfig.read(reader));
        reader.finish();
        return settings;
    }
}
