package dev.millrace.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.redis.Library.Form;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the procedures do to rows, as functions and as scripts, on a real server. */
class ScriptsTest {
    private static final DefinedTable TABLE = Samples.accounts();
    private static final Value BRANCH = Samples.text("Bern");
    private static final Value NUMBER = Samples.number("4711");
    private static final RowKey KEY = Samples.key(BRANCH, NUMBER);
    private static final String ROW = "account:Bern:4711";
    private static final String VERSION = "v:{account:Bern:4711}";
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Optional<Duration> INSTANT = Optional.of(Duration.ofMillis(1));
    private static final Optional<Duration> NEVER = Optional.empty();
    private static final int APPLIED = 1;
    private static final int STALE = 0;
    private static final int NEWEST = 3;

    private final Connection connection = LocalRedis.connect();

    /** One way to keep rows, and to run procedures. */
    record Kind(Form form, Layout layout, VersionPlace place) {
        boolean inline() {
            return place == VersionPlace.INLINE;
        }

        /** Where the version is held. */
        String versionKey() {
            return inline() ? ROW : VERSION;
        }
    }

    static List<Kind> kinds() {
        return List.of(Form.values()).stream()
                .flatMap(form -> List.of(Layout.values()).stream()
                        .flatMap(layout ->
                                List.of(VersionPlace.values()).stream().map(place -> new Kind(form, layout, place))))
                .toList();
    }

    @AfterEach
    void close() {
        LocalRedis.clear(connection);
        connection.close();
    }

    /** One row that procedures write. */
    private final class Subject {
        private final Kind kind;
        private final MappedTable table;
        private final Library library = new Library();

        Subject(Kind kind, Optional<Duration> ttl, Optional<Duration> tombstoneExpiry) {
            this.kind = kind;
            this.table = Samples.mapped(
                    new TableSettings(TABLE, kind.layout(), kind.place(), Optional.empty(), ttl), tombstoneExpiry);
            LocalRedis.load(connection, library, kind.form());
        }

        long write(RowWrite write) {
            try {
                return (Long) LocalRedis.run(connection, library.call(table.command(write), kind.form()));
            } catch (RowRefused refused) {
                throw new AssertionError(refused);
            }
        }

        /** An even version has no note. */
        long upsert(int version) {
            Value note = version % 2 == 0 ? Value.Null.NULL : Samples.text("note " + version);
            return write(Samples.upsert(TABLE, Samples.version(version), BRANCH, NUMBER, note));
        }

        long delete(int version) {
            return write(Samples.delete(TABLE, Samples.version(version), KEY));
        }

        String refused(RowWrite write) {
            return answered(assertThrows(JedisDataException.class, () -> write(write)))
                    .code();
        }

        void assertUpsertAndDeleteRefused(String code) {
            assertEquals(code, refused(Samples.delete(TABLE, Samples.version(9), KEY)));
            assertEquals(code, refused(Samples.upsert(TABLE, Samples.version(9), BRANCH, NUMBER, Samples.text("new"))));
        }

        Optional<ChangeVersion> held() {
            try {
                return table.heldVersion(LocalRedis.run(connection, table.read(KEY)));
            } catch (RowRefused refused) {
                throw new AssertionError(refused);
            }
        }
    }

    private static ServerError answered(JedisDataException error) {
        return ServerError.of(String.valueOf(error.getMessage()));
    }

    private String text(Protocol.Command command, String... arguments) {
        return LocalRedis.text(connection, command, arguments);
    }

    private long expiry(String key) {
        return Long.parseLong(text(Protocol.Command.PTTL, key));
    }

    /** What readers find; empty for no key. */
    private String found(Kind kind) {
        if (text(Protocol.Command.EXISTS, ROW).equals("0")) {
            return "";
        }
        return kind.layout() == Layout.HASH
                ? LocalRedis.hash(connection, ROW).toString()
                : text(Protocol.Command.GET, ROW);
    }

    /** What they are to find once this change is the newest. */
    private static String expected(Kind kind, int version, boolean deleted) {
        String hex = Samples.version(version).toHex();
        if (kind.layout() == Layout.HASH) {
            Map<String, String> fields = new TreeMap<>();
            if (kind.inline()) {
                fields.put("_version", hex);
            }
            if (deleted) {
                fields.put("_deleted", "true");
                return kind.inline() ? fields.toString() : "";
            }
            fields.putAll(Map.of("branch", "Bern", "account_id", "4711"));
            if (version % 2 != 0) {
                fields.put("note", "note " + version);
            }
            return fields.toString();
        }
        String start = kind.inline() ? "{\"_version\":\"" + hex + "\"," : "{";
        if (deleted) {
            return kind.inline() ? start + "\"_deleted\":true}" : "";
        }
        String note = version % 2 == 0 ? "null" : "\"note " + version + "\"";
        return start + "\"branch\":\"Bern\",\"account_id\":4711,\"note\":" + note + "}";
    }

    /** Each order of three changes, those that come twice included. */
    @ParameterizedTest
    @MethodSource("kinds")
    void afterEveryHistoryTheNewestVersionIsHeld(Kind kind) {
        int changes = 2 * NEWEST;
        for (int history = 0; history < changes * changes * changes; history++) {
            connection.executeCommand(Protocol.Command.FLUSHDB);
            Subject subject = new Subject(kind, NEVER, HOUR);
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
                assertEquals(expected(kind, held, deleted), found(kind), "history " + history + ", change " + i);
                assertEquals(Optional.of(Samples.version(held)), subject.held());
                assertEquals(deleted, expiry(kind.versionKey()) > 0, "history " + history + ", change " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyDigitOfAVersionCounts(Kind kind) {
        Subject subject = new Subject(kind, NEVER, NEVER);
        byte[] low = new byte[Samples.VERSION_BYTES];
        assertEquals(
                APPLIED,
                subject.write(Samples.upsert(TABLE, ChangeVersion.ofBytes(low), BRANCH, NUMBER, Value.Null.NULL)));
        for (int i = low.length - 1; i >= 0; i--) {
            for (int bit : new int[] {0x01, 0x0b, 0xa0, 0xaa, 0xb0, 0xff}) {
                byte[] higher = low.clone();
                higher[i] = (byte) bit;
                RowWrite newer = Samples.upsert(TABLE, ChangeVersion.ofBytes(higher), BRANCH, NUMBER, Value.Null.NULL);
                RowWrite older = Samples.upsert(TABLE, ChangeVersion.ofBytes(low), BRANCH, NUMBER, Value.Null.NULL);
                assertEquals(APPLIED, subject.write(newer), "byte " + i + " " + bit);
                assertEquals(STALE, subject.write(older), "byte " + i + " " + bit);
                assertEquals(STALE, subject.write(newer), "byte " + i + " " + bit);
                low = higher;
            }
            low[i] = 0;
            connection.executeCommand(Protocol.Command.FLUSHDB);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aDeletedRowIsForgottenAfterItsTime(Kind kind) {
        Subject subject = new Subject(kind, NEVER, INSTANT);
        subject.upsert(1);
        assertEquals(APPLIED, subject.delete(2));
        await().until(() -> text(Protocol.Command.DBSIZE).equals("0"));
        assertEquals(Optional.empty(), subject.held());
        assertEquals(APPLIED, subject.upsert(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withoutAnExpiryADeletedRowIsKnownForEver(Kind kind) {
        Subject subject = new Subject(kind, NEVER, NEVER);
        assertEquals(APPLIED, subject.delete(2));
        assertEquals(-1, expiry(kind.versionKey()));
        assertEquals(STALE, subject.upsert(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRowThatExpiredLeavesItsVersion(Kind kind) {
        if (kind.inline()) {
            return;
        }
        Subject kept = new Subject(kind, HOUR, NEVER);
        kept.upsert(1);
        assertTrue(expiry(ROW) > 0);
        assertEquals(-1, expiry(VERSION));
        Subject fleeting = new Subject(kind, INSTANT, NEVER);
        assertEquals(APPLIED, fleeting.upsert(3));
        await().until(() -> text(Protocol.Command.EXISTS, ROW).equals("0"));
        assertEquals(STALE, kept.upsert(2));
        assertEquals(Optional.of(Samples.version(3)), kept.held());
        assertEquals(APPLIED, kept.upsert(4));
        assertTrue(expiry(ROW) > Duration.ofMinutes(1).toMillis());
        Subject lasting = new Subject(kind, NEVER, NEVER);
        assertEquals(APPLIED, lasting.upsert(5));
        assertEquals(-1, expiry(ROW));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfAnotherTypeIsLeftAlone(Kind kind) {
        Subject subject = new Subject(kind, NEVER, NEVER);
        text(Protocol.Command.LPUSH, ROW, "theirs");
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        assertEquals("theirs", text(Protocol.Command.LINDEX, ROW, "0"));
        text(Protocol.Command.DEL, ROW);
        if (kind.layout() == Layout.HASH) {
            text(Protocol.Command.SET, ROW, "theirs");
        } else {
            text(Protocol.Command.HSET, ROW, "theirs", "1");
        }
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        assertEquals("1", text(Protocol.Command.DBSIZE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aVersionsKeyOfAnotherTypeIsLeftAlone(Kind kind) {
        if (kind.inline()) {
            return;
        }
        Subject subject = new Subject(kind, NEVER, NEVER);
        text(Protocol.Command.LPUSH, VERSION, "theirs");
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        text(Protocol.Command.DEL, VERSION);
        for (String theirs : List.of("", "theirs", "12", Samples.version(1).toHex() + ":gone")) {
            text(Protocol.Command.SET, VERSION, theirs);
            subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
            assertEquals(theirs, text(Protocol.Command.GET, VERSION));
            assertThrows(AssertionError.class, subject::held);
        }
        assertEquals("1", text(Protocol.Command.DBSIZE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatSomebodyElseWroteIsLeftAlone(Kind kind) {
        if (!kind.inline()) {
            return;
        }
        Subject subject = new Subject(kind, NEVER, NEVER);
        String hex = Samples.version(1).toHex();
        String noHex = hex.substring(1) + "x";
        if (kind.layout() == Layout.HASH) {
            text(Protocol.Command.HSET, ROW, "theirs", "1");
            subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
            assertEquals(Map.of("theirs", "1"), LocalRedis.hash(connection, ROW));
            for (String version : List.of("", "12", noHex)) {
                text(Protocol.Command.HSET, ROW, "_version", version);
                subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
                assertEquals(Map.of("theirs", "1", "_version", version), LocalRedis.hash(connection, ROW));
            }
            return;
        }
        List<String> theirs = List.of(
                "",
                "theirs",
                "{}",
                "{\"_version\":\"12\"}",
                "{\"_version\": \"" + hex + "\"}",
                "{\"_version\":\"" + noHex + "\"}",
                "{\"_version\":\"" + hex + "\"x",
                "{\"a\":1,\"_version\":\"" + hex + "\"}");
        for (String text : theirs) {
            text(Protocol.Command.SET, ROW, text);
            subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
            assertEquals(text, text(Protocol.Command.GET, ROW));
        }
    }

    /** With versions beside the rows, nothing is known of the versions within them. */
    @ParameterizedTest
    @MethodSource("kinds")
    void rowsOfTheOtherPlaceOfVersionsAreLeftAlone(Kind kind) {
        VersionPlace other = kind.inline() ? VersionPlace.SIDECAR : VersionPlace.INLINE;
        Subject theirs = new Subject(new Kind(kind.form(), kind.layout(), other), NEVER, NEVER);
        theirs.upsert(1);
        String before = found(kind);
        new Subject(kind, NEVER, NEVER).assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
        assertEquals(before, found(kind));
    }

    /** Rows without versions can be there where their versions were evicted: then they are as good as none. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aRowWithoutItsVersionIsWrittenAnew(Kind kind) {
        if (kind.inline()) {
            return;
        }
        Subject subject = new Subject(kind, NEVER, NEVER);
        subject.upsert(1);
        text(Protocol.Command.DEL, VERSION);
        assertEquals(APPLIED, subject.upsert(2));
        assertEquals(expected(kind, 2, false), found(kind));
        text(Protocol.Command.DEL, VERSION);
        assertEquals(APPLIED, subject.delete(3));
        assertEquals("", found(kind));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aVersionOfAnotherWidthIsNotCompared(Kind kind) {
        Subject subject = new Subject(kind, NEVER, NEVER);
        for (int tokenBytes : new int[] {0, 8, 10, 24}) {
            ChangeVersion wide = ChangeVersion.of(0, new byte[tokenBytes], 0, 0);
            assertEquals(APPLIED, subject.write(Samples.upsert(TABLE, wide, BRANCH, NUMBER, Value.Null.NULL)));
            String before = found(kind);
            subject.assertUpsertAndDeleteRefused(ProblemCode.VERSION_WIDTH_DIFFERS.name());
            assertEquals(before, found(kind));
            assertEquals(Optional.of(wide), subject.held());
            LocalRedis.clear(connection);
            subject = new Subject(kind, NEVER, NEVER);
        }
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
        Subject subject = new Subject(kind, NEVER, NEVER);
        LocalRedis.text(connection, Protocol.Command.FUNCTION, "FLUSH");
        LocalRedis.text(connection, Protocol.Command.SCRIPT, "FLUSH");
        JedisDataException error = assertThrows(JedisDataException.class, () -> subject.upsert(1));
        assertEquals(ServerError.Reaction.LOAD, answered(error).reaction());
        LocalRedis.load(connection, new Library(), kind.form());
        LocalRedis.load(connection, new Library(), kind.form());
        assertEquals(APPLIED, subject.upsert(1));
    }
}
