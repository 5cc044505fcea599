package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.VERSION_WIDTH_DIFFERS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.Problem;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions of two widths do not compare: a table that was written with another kind of token is refused. */
class VersionWidthsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final TableSettings NARROW =
            Tables.table("S.T", "public.t", List.of("id"), "id bigint", "v varchar(20)");
    private static final TableSettings WIDE =
            new TableSettings("S.T", "public.t", NARROW.key(), NARROW.columns(), Writes.VERSION_BYTES + 1);

    @BeforeEach
    void clean() {
        DATABASE.execute("DROP SCHEMA IF EXISTS millrace CASCADE", "DROP TABLE IF EXISTS t");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void versionsOfAnotherWidthAreRefused(Layout layout) {
        write(layout);

        List<Problem> problems = StartChecksTest.problems(DATABASE.settings(layout, AutoCreate.CREATE, WIDE));

        assertEquals(1, problems.size(), problems::toString);
        StartChecksTest.expect(
                problems,
                VERSION_WIDTH_DIFFERS,
                layout == Layout.SIDECAR ? "public.t.version" : "public.t.millrace_version",
                "expected versions of 22 bytes, found versions of 21 bytes",
                "configure the kind of token that the table was written with");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void versionsOfTheSameWidthAndRowsWithoutOneAreAccepted(Layout layout) {
        write(layout);
        DATABASE.execute("INSERT INTO t (id) VALUES (2)");

        assertDoesNotThrow(() -> PostgresTarget.open(DATABASE.settings(layout, AutoCreate.CREATE, NARROW))
                .close());
    }

    /** Somebody writes such a version after the start has looked: a dry run must not count by it. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void toAskForAVersionOfAnotherWidthIsRefused(Layout layout) {
        write(layout);
        String column =
                layout == Layout.SIDECAR ? "millrace.\"public.t\" SET version" : "public.t SET millrace_version";
        try (PostgresTarget target = PostgresTarget.open(DATABASE.settings(layout, AutoCreate.CREATE, NARROW))) {
            TargetTable table = target.table("S.T").orElseThrow();
            for (int bytes : List.of(1, Writes.VERSION_BYTES + 1)) {
                DATABASE.execute("UPDATE " + column + " = '\\x" + "00".repeat(bytes) + "'");
                TargetException refused = assertThrows(
                        TargetException.class, () -> target.heldVersions(table, List.of(Writes.key(table, 1))));
                assertEquals(FailureKind.FATAL, refused.kind());
                assertEquals(VERSION_WIDTH_DIFFERS.name(), refused.code());
            }
        }
    }

    private static void write(Layout layout) {
        try (PostgresTarget target = PostgresTarget.open(DATABASE.settings(layout, AutoCreate.CREATE, NARROW))) {
            Writes.write(target, List.of(Writes.upsert(target.table("S.T").orElseThrow(), 1, 1, "x")));
        }
    }
}
