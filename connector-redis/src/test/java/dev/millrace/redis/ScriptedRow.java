package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** The row that the tests of procedures write. */
final class ScriptedRow {
    static final String ROW = "account:Bern:4711";
    static final String VERSION = "v:{account:Bern:4711}";
    static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    static final Optional<Duration> INSTANT = Optional.of(Duration.ofMillis(1));
    static final Optional<Duration> NEVER = Optional.empty();
    static final int APPLIED = 1;
    static final int STALE = 0;

    private static final DefinedTable TABLE = Samples.accounts();
    private static final Value BRANCH = Samples.text("Bern");
    private static final Value NUMBER = Samples.number("4711");
    private static final RowKey KEY = Samples.key(BRANCH, NUMBER);

    private final Connection connection;
    private final Kind kind;
    private final MappedTable table;
    private final Library library = new Library();

    ScriptedRow(Connection connection, Kind kind, Optional<Duration> ttl, Optional<Duration> tombstoneExpiry) {
        this.connection = connection;
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

    /** With a version of any width, and without a note. */
    long upsert(ChangeVersion version) {
        return write(Samples.upsert(TABLE, version, BRANCH, NUMBER, Value.Null.NULL));
    }

    /** What readers find; empty for no key. */
    String found() {
        if (LocalRedis.text(connection, Protocol.Command.EXISTS, ROW).equals("0")) {
            return "";
        }
        return kind.layout() == Layout.HASH
                ? LocalRedis.hash(connection, ROW).toString()
                : LocalRedis.text(connection, Protocol.Command.GET, ROW);
    }

    /** What they are to find once this change is the newest. */
    String expected(int version, boolean deleted) {
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

    static ServerError answered(JedisDataException error) {
        return ServerError.of(String.valueOf(error.getMessage()));
    }
}
