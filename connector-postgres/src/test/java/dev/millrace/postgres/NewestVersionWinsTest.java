package dev.millrace.postgres;

import static dev.millrace.core.change.Value.Null.NULL;
import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.key;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.version;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NewestVersionWinsTest {

    @Nested
    class Sidecar extends Behaviour {
        Sidecar() {
            super(Layout.SIDECAR, "SELECT * FROM public.account ORDER BY id");
        }

        @Test
        void theTargetTableStaysCleanAndTheVersionTableKeepsTheTombstone() {
            write(target, upsert(table, 1, 7, "A", "1.00"), upsert(table, 1, 8, "B", NULL));
            write(target, delete(table, 2, 7));

            assertEquals(List.of("8|B|null"), database.query("SELECT * FROM public.account"));
            assertEquals(
                    List.of("7|t|" + version(2).toHex(), "8|f|" + version(1).toHex()),
                    database.query("SELECT id, deleted, encode(version, 'hex') FROM millrace.\"public.account\""
                            + " WHERE applied_at <= now() ORDER BY id"));
        }

        @Test
        void applyingTimeIsThatOfTheLastWrite() {
            write(target, upsert(table, 1, 7, "A", "1.00"));
            database.execute("UPDATE millrace.\"public.account\" SET applied_at = '2001-01-01'");
            write(target, delete(table, 2, 7));

            assertEquals(
                    List.of("t"),
                    database.query("SELECT applied_at > now() - interval '1 hour' FROM millrace.\"public.account\""));
        }
    }

    @Nested
    class Inline extends Behaviour {
        Inline() {
            super(Layout.INLINE, "SELECT id, name, balance FROM public.account WHERE NOT millrace_deleted ORDER BY id");
        }

        @Test
        void aTombstoneHasNothingButKeyAndVersion() {
            write(target, upsert(table, 1, 7, "A", "1.00"));
            write(target, delete(table, 2, 7));

            assertEquals(
                    List.of("7|null|null|" + version(2).toHex() + "|t"),
                    database.query("SELECT id, name, balance, encode(millrace_version, 'hex'), millrace_deleted"
                            + " FROM public.account"));
        }
    }

    abstract static class Behaviour {
        private final Layout layout;
        private final String rows;
        final TestDatabase database = TestDatabase.create();
        PostgresTarget target;
        TargetTable table;

        Behaviour(Layout layout, String rows) {
            this.layout = layout;
            this.rows = rows;
        }

        @BeforeEach
        void open() {
            target = PostgresTarget.open(database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT));
            table = target.table("BANK.ACCOUNT").orElseThrow();
        }

        @AfterEach
        void close() {
            target.close();
        }

        List<String> rows() {
            return database.query(rows);
        }

        @Test
        void aNewerVersionIsAppliedAnEqualOrOlderOneIsStale() {
            assertEquals(List.of(APPLIED), write(target, upsert(table, 5, 1, "five", "5.00")));
            assertEquals(List.of(STALE), write(target, upsert(table, 5, 1, "again", "5.50")));
            assertEquals(List.of(STALE), write(target, upsert(table, 4, 1, "four", "4.00")));
            assertEquals(List.of("1|five|5.00"), rows());
            assertEquals(List.of(APPLIED), write(target, upsert(table, 6, 1, "six", "6.00")));
            assertEquals(List.of("1|six|6.00"), rows());
        }

        @Test
        void versionsAreComparedAsUnsignedBytes() {
            write(target, upsert(table, 0x7F, 1, "old", NULL));

            assertEquals(List.of(APPLIED), write(target, upsert(table, 0x80, 1, "new", NULL)));
            assertEquals(List.of(APPLIED), write(target, upsert(table, -1L, 1, "newest", NULL)));
            assertEquals(List.of("1|newest|null"), rows());
        }

        @Test
        void anOlderUpsertDoesNotBringADeletedRowBack() {
            write(target, upsert(table, 1, 1, "A", "1.00"));
            assertEquals(List.of(APPLIED), write(target, delete(table, 3, 1)));

            assertEquals(List.of(STALE), write(target, upsert(table, 2, 1, "late", "2.00")));
            assertEquals(List.of(), rows());
        }

        @Test
        void aDeleteOfARowThatNeverArrivedHoldsAgainstItsLateUpsert() {
            assertEquals(List.of(APPLIED), write(target, delete(table, 3, 1)));

            assertEquals(List.of(STALE), write(target, upsert(table, 2, 1, "late", "2.00")));
            assertEquals(List.of(), rows());
            assertEquals(List.of(STALE), write(target, delete(table, 3, 1)));
        }

        @Test
        void aNewerInsertAfterTheDeleteIsApplied() {
            write(target, upsert(table, 1, 1, "A", "1.00"));
            write(target, delete(table, 2, 1));

            assertEquals(List.of(APPLIED), write(target, upsert(table, 3, 1, "again", NULL)));
            assertEquals(List.of("1|again|null"), rows());
            assertEquals(List.of(STALE), write(target, delete(table, 2, 1)));
            assertEquals(List.of("1|again|null"), rows());
        }

        @Test
        void aBatchWrittenTwiceIsStaleTheSecondTime() {
            List<RowWrite> batch =
                    List.of(upsert(table, 1, 3, "C", "3.00"), delete(table, 2, 2), upsert(table, 3, 1, "A", "1.00"));

            assertEquals(List.of(APPLIED, APPLIED, APPLIED), write(target, batch));
            assertEquals(List.of(STALE, STALE, STALE), write(target, batch));
            assertEquals(List.of("1|A|1.00", "3|C|3.00"), rows());
        }

        @Test
        void rowsThatSomebodyElseLoadedGiveWay() {
            database.execute("INSERT INTO public.account (id, name) VALUES (1, 'loaded'), (2, 'loaded')");

            assertEquals(
                    List.of(APPLIED, APPLIED),
                    write(target, upsert(table, 1, 1, "replicated", NULL), delete(table, 1, 2)));
            assertEquals(List.of("1|replicated|null"), rows());
        }

        @Test
        void heldVersionsCoverLiveDeletedAndUnknownRowsInTheOrderAskedFor() {
            write(target, upsert(table, 4, 1, "A", NULL), delete(table, 5, 2));

            List<Optional<ChangeVersion>> held =
                    target.heldVersions(table, List.of(key(table, 9), key(table, 2), key(table, 1), key(table, 2)));

            assertEquals(
                    List.of(
                            Optional.empty(),
                            Optional.of(version(5)),
                            Optional.of(version(4)),
                            Optional.of(version(5))),
                    held);
            assertEquals(List.of(), target.heldVersions(table, List.of()));
        }

        @Test
        void eachWriteOfALargeShuffledBatchGetsItsOwnAnswer() {
            List<RowWrite> first = new ArrayList<>();
            List<RowWrite> second = new ArrayList<>();
            for (int id = 0; id < 5_000; id++) {
                first.add(upsert(table, id % 3 == 0 ? 9 : 1, id, "first", NULL));
                second.add(id % 5 == 0 ? delete(table, 5, id) : upsert(table, 5, id, "second", NULL));
            }
            Collections.shuffle(first, new Random(1));
            Collections.shuffle(second, new Random(2));
            write(target, first);

            List<Outcome> outcomes = write(target, second);

            for (int i = 0; i < second.size(); i++) {
                RowWrite write = second.get(i);
                boolean newer = idOf(write) % 3 != 0;
                assertEquals(newer ? APPLIED : STALE, outcomes.get(i), write.toString());
            }
        }

        private static int idOf(RowWrite write) {
            return ((Value.Decimal) write.key().value(0)).number().intValueExact();
        }

        @Test
        void anEmptyBatchIsNothing() {
            assertEquals(List.of(), write(target));
        }
    }
}
