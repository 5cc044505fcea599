package dev.millrace.postgres;

import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.stack.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLossTest {

    @Test
    void aCrashedServerIsUnavailableAndItsAcknowledgedWritesAreThereAfterwards(@TempDir Path directory) {
        try (PostgresServer server = PostgresServer.start(directory)) {
            TestDatabase database = TestDatabase.create(server);
            PostgresSettings usual = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
            try (PostgresTarget target = PostgresTarget.open(impatient(usual))) {
                TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
                List<RowWrite> acknowledged =
                        List.of(upsert(table, 1, 1, "A", "1.00"), upsert(table, 1, 2, "B", "2.00"));
                assertEquals(List.of(APPLIED, APPLIED), write(target, acknowledged));

                target.ping();

                server.kill();
                TargetException silent = assertThrows(TargetException.class, target::ping);
                assertEquals(FailureKind.UNAVAILABLE, silent.kind(), silent.code());
                for (Outcome outcome :
                        write(target, upsert(table, 2, 1, "C", "3.00"), upsert(table, 2, 2, "D", "4.00"))) {
                    Failed failed = (Failed) outcome;
                    assertEquals(FailureKind.UNAVAILABLE, failed.kind(), failed.code());
                    assertEquals(Scope.BATCH, failed.scope());
                }
                TargetException unreadable = assertThrows(
                        TargetException.class,
                        () -> target.heldVersions(
                                table, List.of(acknowledged.get(0).key())));
                assertEquals(FailureKind.UNAVAILABLE, unreadable.kind());

                server.restart();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> write(target, acknowledged).equals(List.of(STALE, STALE)));
                assertEquals(List.of(APPLIED), write(target, upsert(table, 2, 1, "C", "3.00")));
                target.ping();
            }
        }
    }

    /** The pool's own pauses between attempts grow to 5 s, and who waits for it learns of a refusal after connect-timeout only. */
    @Test
    void eachWriteTriesALostServerByItself(@TempDir Path directory) {
        try (PostgresServer server = PostgresServer.start(directory)) {
            TestDatabase database = TestDatabase.create(server);
            PostgresSettings patient = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
            assertEquals(Duration.ofSeconds(10), patient.connectTimeout());
            try (PostgresTarget target = PostgresTarget.open(patient)) {
                TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
                assertEquals(List.of(APPLIED), write(target, upsert(table, 1, 1, "A", "1.00")));
                RowWrite newer = upsert(table, 2, 1, "A", "2.00");
                server.kill();
                assertTimeout(Duration.ofSeconds(8), () -> assertUnavailable(write(target, newer)));
                for (int i = 0; i < 5; i++) {
                    assertTimeout(Duration.ofSeconds(1), () -> assertUnavailable(write(target, newer)));
                }
                server.restart();
                assertTimeout(Duration.ofSeconds(1), () -> assertEquals(List.of(APPLIED), write(target, newer)));
                assertEquals(List.of("1|A|2.00"), database.query("SELECT id, name, balance FROM public.account"));
            }
        }
    }

    private static void assertUnavailable(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            assertEquals(FailureKind.UNAVAILABLE, ((Failed) outcome).kind());
        }
    }

    private static PostgresSettings impatient(PostgresSettings settings) {
        return new PostgresSettings(
                settings.url(),
                settings.login(),
                settings.layout(),
                settings.autoCreate(),
                2,
                settings.tables(),
                Duration.ofSeconds(1),
                settings.statementTimeout(),
                settings.applicationName());
    }
}
