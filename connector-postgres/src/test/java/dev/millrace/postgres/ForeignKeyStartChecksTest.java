package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.CONSTRAINT_UNSUITABLE;
import static dev.millrace.postgres.StartChecksTest.expect;
import static dev.millrace.postgres.StartChecksTest.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.config.Problem;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delete that reaches other rows takes away what their versions say is there. */
class ForeignKeyStartChecksTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @BeforeEach
    void clean() {
        DATABASE.execute(
                "DROP SCHEMA IF EXISTS millrace CASCADE",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE t (id bigint PRIMARY KEY)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "SET NULL", "SET DEFAULT"})
    void aForeignKeyThatPassesDeletesOnIsRefused(String action) {
        DATABASE.execute(
                "CREATE TABLE \"Child\" (id bigint CONSTRAINT parent REFERENCES t (id) ON DELETE " + action + ")");

        List<Problem> problems = problems(settings(Layout.SIDECAR));

        assertEquals(1, problems.size());
        expect(
                problems,
                CONSTRAINT_UNSUITABLE,
                "public.t",
                "found parent of public.\"Child\" with ON DELETE " + action,
                "ALTER TABLE \"public\".\"Child\" DROP CONSTRAINT \"parent\"");
    }

    @Test
    void aForeignKeyOfPartitionsIsNamedOnceAndThatOnAPartitionIsFound() {
        DATABASE.execute(
                "DROP TABLE t",
                "CREATE TABLE t (id bigint PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE child (id bigint CONSTRAINT whole REFERENCES t (id) ON DELETE CASCADE)"
                        + " PARTITION BY RANGE (id)",
                "CREATE TABLE child_low PARTITION OF child FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE other (id bigint CONSTRAINT part REFERENCES t_low (id) ON DELETE CASCADE)");

        List<Problem> problems = problems(settings(Layout.SIDECAR));

        assertEquals(2, problems.size(), problems.toString());
        expect(problems, CONSTRAINT_UNSUITABLE, "public.t", "found whole of public.child", "NO ACTION");
        expect(problems, CONSTRAINT_UNSUITABLE, "public.t", "found part of public.other", "NO ACTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO ACTION DEFERRABLE INITIALLY DEFERRED", "RESTRICT", "NO ACTION ON UPDATE CASCADE"})
    void aForeignKeyThatOnlyRefusesIsAccepted(String action) {
        DATABASE.execute("CREATE TABLE child (id bigint REFERENCES t (id) ON DELETE " + action + ")");

        PostgresTarget.open(settings(Layout.SIDECAR)).close();
    }

    @Test
    void theInlineLayoutDeletesNothingThatCouldBePassedOn() {
        DATABASE.execute("CREATE TABLE child (id bigint REFERENCES t (id) ON DELETE CASCADE)");

        PostgresTarget.open(settings(Layout.INLINE)).close();
    }

    private static PostgresSettings settings(Layout layout) {
        return DATABASE.settings(layout, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("id")));
    }
}
