package dev.millrace.redis;

import static dev.millrace.redis.ScriptedRow.APPLIED;
import static dev.millrace.redis.ScriptedRow.HOUR;
import static dev.millrace.redis.ScriptedRow.INSTANT;
import static dev.millrace.redis.ScriptedRow.NEVER;
import static dev.millrace.redis.ScriptedRow.ROW;
import static dev.millrace.redis.ScriptedRow.STALE;
import static dev.millrace.redis.ScriptedRow.VERSION;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.redis.RedisSettings.Layout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the procedures do to rows, as functions and as scripts, on a real server. */
class ScriptsTest {
    private static final int NEWEST = 3;

    private final Connection connection = LocalRedis.connect();

    static List<Kind> kinds() {
        return Kind.all();
    }

    @AfterEach
    void close() {
        LocalRedis.clear(connection);
        connection.close();
    }

    private String text(Protocol.Command command, String... arguments) {
        return LocalRedis.text(connection, command, arguments);
    }

    private long expiry(String key) {
        return Long.parseLong(text(Protocol.Command.PTTL, key));
    }

    private static String versionKey(Kind kind) {
        return kind.inline() ? ROW : VERSION;
    }

    /** Each order of three changes, those that come twice included. */
    @ParameterizedTest
    @MethodSource("kinds")
    void afterEveryHistoryTheNewestVersionIsHeld(Kind kind) {
        int changes = 2 * NEWEST;
        for (int history = 0; history < changes * changes * changes; history++) {
            connection.executeCommand(Protocol.Command.FLUSHDB);
            ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, HOUR);
            int held = 0;
            boolean deleted = false;
            for (int rest = history, i = 0; i < 3; i++, rest /= changes) {
                int version = rest % changes / 2 + 1;
                boolean delete = rest % 2 == 1;
                long answer = delete ? subject.delete(version) : subject.upsert(version);
                assertEquals(version > held ? APPLIED : STALE, answer, "history " + history + ", change " + i);
                if (version > held) {
                    held = version;
                    deleted = delete;
                }
                assertEquals(subject.expected(held, deleted), subject.found(), "history " + history + ", change " + i);
                assertEquals(Optional.of(Samples.version(held)), subject.held());
                assertEquals(deleted, expiry(versionKey(kind)) > 0, "history " + history + ", change " + i);
            }
        }
    }

    /** Also behind digits that no number of Lua has room for. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyDigitOfAVersionCounts(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        for (byte others : new byte[] {0, (byte) 0xff}) {
            for (int i = 0; i < Samples.VERSION_BYTES; i++) {
                connection.executeCommand(Protocol.Command.FLUSHDB);
                byte[] bytes = new byte[Samples.VERSION_BYTES];
                Arrays.fill(bytes, others);
                bytes[i] = 0;
                ChangeVersion older = ChangeVersion.ofBytes(bytes);
                assertEquals(APPLIED, subject.upsert(older));
                for (int digits : new int[] {0x01, 0x0b, 0xa0, 0xaa, 0xb0, 0xff}) {
                    bytes[i] = (byte) digits;
                    ChangeVersion newer = ChangeVersion.ofBytes(bytes);
                    assertEquals(APPLIED, subject.upsert(newer), "byte " + i + " " + digits);
                    assertEquals(STALE, subject.upsert(older), "byte " + i + " " + digits);
                    assertEquals(STALE, subject.upsert(newer), "byte " + i + " " + digits);
                    older = newer;
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aDeletedRowIsForgottenAfterItsTime(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, INSTANT);
        subject.upsert(1);
        assertEquals(APPLIED, subject.delete(2));
        await().until(() -> text(Protocol.Command.DBSIZE).equals("0"));
        assertEquals(Optional.empty(), subject.held());
        assertEquals(APPLIED, subject.upsert(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withoutAnExpiryADeletedRowIsKnownForEver(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        assertEquals(APPLIED, subject.delete(2));
        assertEquals(-1, expiry(versionKey(kind)));
        assertEquals(STALE, subject.upsert(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRowThatExpiredLeavesItsVersion(Kind kind) {
        if (kind.inline()) {
            return;
        }
        ScriptedRow kept = new ScriptedRow(connection, kind, HOUR, NEVER);
        kept.upsert(1);
        assertTrue(expiry(ROW) > 0);
        assertEquals(-1, expiry(VERSION));
        ScriptedRow fleeting = new ScriptedRow(connection, kind, INSTANT, NEVER);
        assertEquals(APPLIED, fleeting.upsert(3));
        await().until(() -> text(Protocol.Command.EXISTS, ROW).equals("0"));
        assertEquals(STALE, kept.upsert(2));
        assertEquals(Optional.of(Samples.version(3)), kept.held());
        assertEquals(APPLIED, kept.upsert(4));
        assertTrue(expiry(ROW) > Duration.ofMinutes(1).toMillis());
        ScriptedRow lasting = new ScriptedRow(connection, kind, NEVER, NEVER);
        assertEquals(APPLIED, lasting.upsert(5));
        assertEquals(-1, expiry(ROW));
    }

    /** Rows without versions can be there where their versions were evicted: then they are as good as none. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aRowWithoutItsVersionIsWrittenAnew(Kind kind) {
        if (kind.inline()) {
            return;
        }
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        subject.upsert(1);
        text(Protocol.Command.DEL, VERSION);
        assertEquals(APPLIED, subject.upsert(2));
        assertEquals(subject.expected(2, false), subject.found());
        text(Protocol.Command.DEL, VERSION);
        assertEquals(APPLIED, subject.delete(3));
        assertEquals("", subject.found());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theWidestRowIsWritten(Kind kind) throws RowRefused {
        List<Column> columns = IntStream.range(0, RowLimits.MOST_FIELDS)
                .mapToObj(i -> Samples.column("c" + i, "text", i > 0))
                .toList();
        DefinedTable wide = Samples.defined("wide", columns, 0);
        MappedTable table = Samples.mapped(Samples.settings(wide, kind.layout(), kind.place()), NEVER);
        Value[] row =
                columns.stream().map(column -> Samples.text(column.name())).toArray(Value[]::new);
        Library library = new Library();
        LocalRedis.load(connection, library, kind.form());
        RowCommand command = table.command(Samples.upsert(wide, Samples.version(1), row));
        assertEquals(1L, LocalRedis.run(connection, library.call(command, kind.form())));
        if (kind.layout() == Layout.HASH) {
            assertEquals(
                    RowLimits.MOST_FIELDS + (kind.inline() ? 1 : 0),
                    LocalRedis.hash(connection, "wide:c0").size());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aForgottenProcedureIsAskedFor(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        LocalRedis.text(connection, Protocol.Command.FUNCTION, "FLUSH");
        LocalRedis.text(connection, Protocol.Command.SCRIPT, "FLUSH");
        JedisDataException error = assertThrows(JedisDataException.class, () -> subject.upsert(1));
        assertEquals(ServerError.Reaction.LOAD, ScriptedRow.answered(error).reaction());
        LocalRedis.load(connection, new Library(), kind.form());
        LocalRedis.load(connection, new Library(), kind.form());
        assertEquals(APPLIED, subject.upsert(1));
    }
}
