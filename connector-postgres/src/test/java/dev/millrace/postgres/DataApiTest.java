package dev.millrace.postgres;

import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service does and refuses, and connections do not. */
class DataApiTest {
    private static final TableSettings NOTE =
            Tables.table("BANK.NOTE", "public.note", List.of("id"), "id bigint", "body text");

    private final TestDatabase database = TestDatabase.create();
    private final DataApiStandIn service = new DataApiStandIn(database);
    private final PostgresTarget target = PostgresTarget.open(settings());
    private final TargetTable table = target.table("BANK.NOTE").orElseThrow();

    @AfterEach
    void stop() {
        target.close();
        service.close();
    }

    /** A second execution in the same transaction would find the first one's versions, and the row would never be written. */
    @Test
    void aStatementWhoseAnswerIsLostIsNotSentAgainInItsTransaction() {
        RowWrite row = upsert(table, 1, 1, "one");
        service.loseAnswer("/Execute", "held.");

        assertUnavailable("08006", write(target, row));
        assertEquals(List.of(APPLIED), write(target, row));
        assertEquals(List.of("1|one"), rows());
    }

    @Test
    void aCommitWhoseAnswerIsLostIsHarmlessToRepeat() {
        RowWrite row = upsert(table, 1, 1, "one");
        service.loseAnswer("/CommitTransaction", "");

        assertUnavailable("08006", write(target, row));
        assertEquals(List.of(STALE), write(target, row));
        assertEquals(List.of("1|one"), rows());
    }

    @Test
    void aTransactionThatTheServiceHasEndedIsWrittenAgain() throws Exception {
        try (DataApiSessions sessions = new DataApiSessions(settings(), service.cluster(), Access.WRITE);
                SqlSession session = sessions.borrow()) {
            session.execute("SELECT true");
            service.endIdleTransactions();
            SQLException ended = assertThrows(SQLException.class, () -> session.execute("SELECT true"));
            assertEquals(DataApiErrors.TRANSACTION_NOT_FOUND, ended.getSQLState());
            assertEquals(FailureKind.UNAVAILABLE, SqlStateClassifier.kind(ended));

            session.rollback();
            session.execute("SELECT true");
            session.commit();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400, TRANSIENT, ThrottlingException",
        "StatementTimeoutException, 400, TRANSIENT, 57014",
        "ServiceUnavailableError, 503, UNAVAILABLE, ServiceUnavailableError",
        "DatabaseResumingException, 400, UNAVAILABLE, DatabaseResumingException",
        "InternalServerErrorException, 500, UNAVAILABLE, InternalServerErrorException",
        "SomethingNewException, 400, UNAVAILABLE, SomethingNewException",
        "ForbiddenException, 403, FATAL, 28000",
        "SecretsErrorException, 400, FATAL, 28000"
    })
    void anErrorOfTheServicesIsKnownByItsName(String name, int status, FailureKind kind, String code) {
        RowWrite row = upsert(table, 1, 1, "one");
        service.refuse("/BeginTransaction", "", new StandInRefusal(status, name, "no; SQLSTATE: none"));

        Failed failed = (Failed) write(target, row).get(0);
        assertEquals(kind, failed.kind());
        assertEquals(code, failed.code());
        assertEquals(List.of(APPLIED), write(target, row));
    }

    /** Both names are in use: the older service gave every error of the database as a bad request. */
    @ParameterizedTest
    @CsvSource({"BadRequestException", "DatabaseErrorException"})
    void anErrorOfTheServersIsKnownByTheLastSqlstateInItsMessage(String name) {
        String quoting = "ERROR: duplicate key\n  Detail: Key (id)=(SQLState: 22021) already exists.; SQLState: 40P01";
        service.refuse("/Execute", "held.", new StandInRefusal(400, name, quoting));

        Failed failed = (Failed) write(target, upsert(table, 1, 1, "one")).get(0);
        assertEquals("40P01", failed.code());
        assertEquals(FailureKind.TRANSIENT, failed.kind());
    }

    @Test
    void aBatchThatIsLargerThanARequestGoesInParts() {
        List<RowWrite> batch = new ArrayList<>();
        for (int id = 1; id <= 12; id++) {
            // Every character takes more room in the request than in the row.
            batch.add(upsert(table, 1, id, "\"\\€".repeat(100_000)));
        }
        assertEquals(Collections.nCopies(12, APPLIED), write(target, batch));
        assertEquals(List.of("12|300000"), database.query("SELECT count(*), min(length(body)) FROM public.note"));
        assertEquals(Collections.nCopies(12, STALE), write(target, batch));
    }

    @Test
    void aBatchOfManyRowsKeepsItsPlaces() {
        List<RowWrite> batch = new ArrayList<>();
        for (int id = 1; id <= 2_500; id++) {
            batch.add(upsert(table, 1, id, "note " + id));
        }
        List<RowWrite> newer = List.of(upsert(table, 2, 1_500, "newer"), upsert(table, 2, 2_500, "newer"));
        assertEquals(List.of(APPLIED, APPLIED), write(target, newer));

        List<Outcome> outcomes = write(target, batch);

        for (int id = 1; id <= 2_500; id++) {
            assertEquals(id == 1_500 || id == 2_500 ? STALE : APPLIED, outcomes.get(id - 1), "row " + id);
        }
        assertEquals(
                List.of("2500|2"),
                database.query("SELECT count(*), count(*) FILTER (WHERE body = 'newer') FROM public.note"));
        assertEquals(
                2_500,
                target.heldVersions(table, batch.stream().map(RowWrite::key).toList()).stream()
                        .filter(version -> version.isPresent())
                        .count());
    }

    @Test
    void aRowThatFitsIntoNoRequestIsPoison() {
        Failed failed =
                (Failed) write(target, upsert(table, 1, 1, "x".repeat(4 << 20))).get(0);
        assertEquals(FailureKind.POISON, failed.kind());
        assertEquals("REQUEST_TOO_LARGE", failed.code());
    }

    @Test
    void theCharacterThatJsonbCannotHoldIsPoison() {
        Failed failed = (Failed) write(target, upsert(table, 1, 1, "a\0b")).get(0);
        assertEquals(FailureKind.POISON, failed.kind());
        assertEquals("22P05", failed.code());
    }

    @Test
    void deletesAndRowsOfOneBatchAreWrittenInOneTransaction() {
        write(target, upsert(table, 1, 1, "one"));
        int before = service.calls().size();
        assertEquals(List.of(APPLIED, APPLIED), write(target, delete(table, 2, 1), upsert(table, 2, 2, "two")));

        List<String> calls = service.calls().subList(before, service.calls().size());
        assertEquals(
                List.of("/BeginTransaction", "/Execute", "/Execute", "/Execute", "/Execute", "/CommitTransaction"),
                calls);
        assertEquals(List.of("2|two"), rows());
    }

    @Test
    void progressIsAskedAgainAfterAFailure() {
        ProgressStore progress = target.progress();
        ProgressKey key = new ProgressKey("group", "cluster", "topic", "id", 3);
        assertEquals(List.of(OptionalLong.empty()), progress.load(List.of(key)));
        assertEquals(
                List.of(OptionalLong.of(7)), progress.raise(List.of(new ProgressMark(key, OptionalLong.empty(), 7))));

        service.refuse("/Execute", "", new StandInRefusal(503, "ServiceUnavailableError", "no"));
        List<ProgressMark> next = List.of(new ProgressMark(key, OptionalLong.of(7), 8));
        assertThrows(TargetException.class, () -> progress.raise(next));
        assertEquals(
                "NO_SESSION",
                assertThrows(TargetException.class, () -> progress.raise(next)).code());
        assertEquals(List.of(OptionalLong.of(7)), progress.load(List.of(key)));
        assertEquals(List.of(OptionalLong.of(8)), progress.raise(next));
    }

    @Test
    void anotherServerThanTheSessionsFirstOneIsALostConnection() throws Exception {
        DataApiServer cluster = service.cluster();
        try (DataApiSessions sessions = new DataApiSessions(settings(), cluster, Access.WRITE);
                SqlSession session = sessions.borrow()) {
            session.execute("SELECT true");
            session.commit();
            service.startTimeIs("another");
            assertEquals(
                    "08006",
                    assertThrows(SQLException.class, () -> session.execute("SELECT true"))
                            .getSQLState());
        }
    }

    @Test
    void arraysAreRefusedBeforeTheyAreSent() throws Exception {
        try (DataApiSessions sessions = new DataApiSessions(settings(), service.cluster(), Access.WRITE);
                SqlSession session = sessions.borrow()) {
            Parameter array = new Parameter.Elements(Carrier.TEXT, new String[] {"a"});
            assertThrows(IllegalArgumentException.class, () -> session.query("SELECT ?", List.of(array)));
        }
    }

    @Test
    void aDryRunWritesNothing() {
        try (PostgresTarget dry = PostgresTarget.openReadOnly(settings())) {
            assertUnavailable("25006", write(dry, upsert(dry.table("BANK.NOTE").orElseThrow(), 1, 1, "one")));
        }
        assertEquals(List.of(), rows());
    }

    @Test
    void aStartWithoutRightsOrServiceSaysWhichKeyToLookAt() {
        service.refuse("/BeginTransaction", "", new StandInRefusal(403, "AccessDeniedException", "no"));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> PostgresTarget.open(settings()));
        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, refused.problems().get(0).code());
        assertEquals("target.secret-arn", refused.problems().get(0).path());

        service.refuse("/BeginTransaction", "", new StandInRefusal(400, "DatabaseUnavailableException", "no"));
        UnreachableException silent = assertThrows(UnreachableException.class, () -> PostgresTarget.open(settings()));
        assertTrue(silent.toString().contains("target.resource-arn"), silent.getMessage());
        assertFalse(silent.toString().contains("111122223333"), silent.getMessage());
    }

    @Test
    void aRolesOtherIsolationLevelIsRefusedAtTheStart() {
        database.execute("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = 'serializable'");
        try (DataApiStandIn fresh = new DataApiStandIn(database)) {
            ConfigurationException refused = assertThrows(
                    ConfigurationException.class,
                    () -> PostgresTarget.open(database.settings(Layout.SIDECAR, AutoCreate.CREATE, NOTE)
                            .through(fresh.cluster())));
            assertTrue(refused.toString().contains("READ COMMITTED"), refused.getMessage());
        }
    }

    private PostgresSettings settings() {
        return database.settings(Layout.SIDECAR, AutoCreate.CREATE, NOTE).through(service.cluster());
    }

    private List<String> rows() {
        return database.query("SELECT id, body FROM public.note ORDER BY id");
    }

    private static void assertUnavailable(String code, List<Outcome> outcomes) {
        Failed failed = (Failed) outcomes.get(0);
        assertEquals(FailureKind.UNAVAILABLE, failed.kind());
        assertEquals(code, failed.code());
    }
}
