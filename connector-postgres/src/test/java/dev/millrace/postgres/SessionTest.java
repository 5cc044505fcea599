package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @ParameterizedTest
    @CsvSource({"off, on", "local, on", "remote_write, on", "on, on", "remote_apply, remote_apply"})
    void whatIsAcknowledgedSurvivesTheServerAndItsStandby(String found, String expected) throws SQLException {
        PostgresSettings settings = DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = " + found);
            statement.execute(Session.initSql(settings));
            try (ResultSet rows = statement.executeQuery("SHOW synchronous_commit")) {
                rows.next();
                assertEquals(expected, rows.getString(1));
            }
        }
    }
}
