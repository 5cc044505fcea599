package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.aws.ConnectTokens;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Access;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Passwords change while the connector runs: the next connection shows the new one. */
class CredentialsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private Path directory;

    @BeforeEach
    void makeRole() {
        DATABASE.execute(
                "DO $$ BEGIN CREATE ROLE rotated LOGIN PASSWORD 'first'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "ALTER ROLE rotated PASSWORD 'first'",
                "GRANT ALL ON DATABASE " + DATABASE.name() + " TO rotated");
    }

    private static PostgresSettings settings(Login login) {
        PostgresSettings usual = DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
        return new PostgresSettings(
                usual.url(),
                login,
                usual.layout(),
                usual.autoCreate(),
                usual.connections(),
                usual.tables(),
                usual.connectTimeout(),
                usual.statementTimeout(),
                usual.applicationName());
    }

    private static String loggedIn(Sessions sessions) throws SQLException {
        try (Connection connection = sessions.open(Access.WRITE)) {
            return connection.getMetaData().getUserName();
        }
    }

    @Test
    void aPasswordFileIsReadForEachConnection() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        try (Sessions sessions = new Sessions(settings(new Login.PasswordFile("rotated", file)))) {
            assertEquals("rotated", loggedIn(sessions));
            DATABASE.execute("ALTER ROLE rotated PASSWORD 'second'");
            assertThrows(SQLException.class, () -> loggedIn(sessions));
            Files.writeString(file, "second\n");
            assertEquals("rotated", loggedIn(sessions));
            Files.delete(file);
            assertEquals("rotated", loggedIn(sessions), "while it is being replaced the last one counts");
        }
    }

    @Test
    void aFileThatWasNeverThereIsARefusedLogin() {
        Login login = new Login.PasswordFile("rotated", directory.resolve("missing"));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> PostgresTarget.open(settings(login)));
        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, refused.problems().get(0).code());
    }

    @Test
    void aSecretThatTheServerRefusesIsAskedForAgain() throws Exception {
        Secrets secrets = new Secrets(
                "{\"username\":\"rotated\",\"password\":\"first\",\"port\":5432,\"x\":{\"password\":\"no\"}}");
        AtomicLong clock = new AtomicLong(10_000_000_000L);
        Login.Secret login = new Login.Secret("someone", "arn", Optional.empty());
        try (Sessions sessions = new Sessions(settings(login), new SecretCredentials(login, secrets, clock::get))) {
            assertEquals("rotated", loggedIn(sessions));
            assertEquals("rotated", loggedIn(sessions));
            assertEquals(1, secrets.asked, "it is kept while it is good");
            DATABASE.execute("ALTER ROLE rotated PASSWORD 'second'");
            secrets.value = "{\"username\":\"rotated\",\"password\":\"second\"}";
            assertThrows(SQLException.class, () -> loggedIn(sessions), "the service is not asked again at once");
            clock.addAndGet(6_000_000_000L);
            assertEquals("rotated", loggedIn(sessions));
            assertEquals(2, secrets.asked);
        }
    }

    @Test
    void aSecretWithoutAPasswordSaysSoAndNotWhatItHas() {
        for (String secret : List.of("", "first", "[]", "{\"password\":5}", "{\"password\":\"fir")) {
            Login.Secret login = new Login.Secret("rotated", "arn", Optional.empty());
            try (SecretCredentials credentials = new SecretCredentials(login, new Secrets(secret), () -> 0)) {
                SQLException nothing = assertThrows(SQLException.class, credentials::current);
                assertEquals(Credentials.NO_CREDENTIALS, nothing.getSQLState());
                assertFalse(String.valueOf(nothing.getCause()).contains("fir"));
            }
        }
    }

    @Test
    void aTokenNamesServerRoleAndRegionAndIsNewForEachConnection() throws Exception {
        Instant[] now = {Instant.parse("2026-01-02T03:04:05Z")};
        ConnectTokens tokens = new ConnectTokens(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")),
                () -> "eu-central-1",
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now[0];
                    }
                });
        try (IamCredentials credentials =
                new IamCredentials(new Login.Iam("bank", Optional.empty()), "db.example.com", 5432, tokens)) {
            String token = credentials.current().password();
            assertTrue(token.startsWith("db.example.com:5432/?"), token);
            for (String part : List.of(
                    "Action=connect",
                    "DBUser=bank",
                    "X-Amz-Expires=900",
                    "eu-central-1%2Frds-db%2Faws4_request",
                    "X-Amz-Signature=")) {
                assertTrue(token.contains(part), token);
            }
            now[0] = now[0].plusSeconds(1);
            assertFalse(token.equals(credentials.current().password()));
        }
    }

    /** The service, with one secret. */
    private static final class Secrets implements SecretsManagerClient {
        private String value;
        private int asked;

        Secrets(String value) {
            this.value = value;
        }

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            asked++;
            return GetSecretValueResponse.builder().secretString(value).build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
