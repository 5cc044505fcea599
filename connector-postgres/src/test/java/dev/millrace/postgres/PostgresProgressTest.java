package dev.millrace.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The session with the progress: one connection, which nothing takes the place of unnoticed. */
class PostgresProgressTest {
    private static final ProgressKey KEY = new ProgressKey("a-group", "a-cluster", "a-topic", "an-id", 0);

    private final TestDatabase database = TestDatabase.create();

    private static ProgressMark mark(long expected, long position) {
        return new ProgressMark(KEY, OptionalLong.of(expected), position);
    }

    @Test
    void afterItsConnectionWasCutNothingIsRaisedUntilItWasLoadedAgain() {
        PostgresSettings settings = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
        try (PostgresTarget target = PostgresTarget.open(settings)) {
            ProgressStore progress = target.progress();
            progress.load(List.of(KEY));
            progress.raise(List.of(new ProgressMark(KEY, OptionalLong.empty(), 5)));
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + database.name() + "' AND pid <> pg_backend_pid()");
            for (int i = 0; i < 2; i++) {
                TargetException ended = assertThrows(TargetException.class, () -> progress.raise(List.of(mark(5, 7))));
                assertEquals(FailureKind.UNAVAILABLE, ended.kind());
            }
            // The pool's other connections were cut too, and it may hand out one of those first.
            await().ignoreExceptionsMatching(PostgresProgressTest::isUnavailable)
                    .untilAsserted(() -> assertEquals(List.of(OptionalLong.of(5)), progress.load(List.of(KEY))));
            assertEquals(List.of(OptionalLong.of(7)), progress.raise(List.of(mark(5, 7))));
        }
    }

    private static boolean isUnavailable(Throwable thrown) {
        return thrown instanceof TargetException failure && failure.kind() == FailureKind.UNAVAILABLE;
    }

    @Test
    void aStatementThatTimesOutDoesNotEndTheSession() throws Exception {
        PostgresSettings usual = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
        PostgresSettings settings = new PostgresSettings(
                usual.url(),
                usual.login(),
                usual.layout(),
                usual.autoCreate(),
                2,
                usual.tables(),
                usual.connectTimeout(),
                Duration.ofMillis(300),
                usual.applicationName());
        try (PostgresTarget target = PostgresTarget.open(settings)) {
            ProgressStore progress = target.progress();
            progress.load(List.of(KEY));
            try (Connection other = database.connect();
                    Statement lock = other.createStatement()) {
                other.setAutoCommit(false);
                lock.execute("LOCK millrace.progress");
                TargetException slow = assertThrows(
                        TargetException.class,
                        () -> progress.raise(List.of(new ProgressMark(KEY, OptionalLong.empty(), 5))));
                assertEquals(FailureKind.TRANSIENT, slow.kind());
            }
            assertEquals(
                    List.of(OptionalLong.of(5)),
                    progress.raise(List.of(new ProgressMark(KEY, OptionalLong.empty(), 5))));
        }
    }
}
