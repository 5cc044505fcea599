package dev.millrace.redis;

import static dev.millrace.redis.ScriptedRow.APPLIED;
import static dev.millrace.redis.ScriptedRow.NEVER;
import static dev.millrace.redis.ScriptedRow.ROW;
import static dev.millrace.redis.ScriptedRow.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** The procedures leave alone what they did not write, and what they cannot compare. */
class ForeignKeysTest {
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

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfAnotherTypeIsLeftAlone(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        text(Protocol.Command.LPUSH, ROW, "theirs");
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        assertEquals("theirs", text(Protocol.Command.LINDEX, ROW, "0"));
        text(Protocol.Command.DEL, ROW);
        subject.upsert(1);
        text(Protocol.Command.DEL, ROW);
        text(Protocol.Command.LPUSH, ROW, "theirs");
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        assertEquals("theirs", text(Protocol.Command.LINDEX, ROW, "0"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfTheOtherLayoutIsLeftAlone(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        putTheOtherLayout(kind);
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
        assertEquals("1", text(Protocol.Command.DBSIZE));
        text(Protocol.Command.DEL, ROW);
        subject.upsert(1);
        text(Protocol.Command.DEL, ROW);
        putTheOtherLayout(kind);
        subject.assertUpsertAndDeleteRefused("WRONGTYPE");
    }

    private void putTheOtherLayout(Kind kind) {
        if (kind.layout() == Layout.HASH) {
            text(Protocol.Command.SET, ROW, "theirs");
        } else {
            text(Protocol.Command.HSET, ROW, "theirs", "1");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aVersionsKeyOfAnotherTypeIsLeftAlone(Kind kind) {
        if (kind.inline()) {
            return;
        }
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
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
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
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
        ScriptedRow theirs = new ScriptedRow(connection, new Kind(kind.form(), kind.layout(), other), NEVER, NEVER);
        theirs.upsert(1);
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        String before = subject.found();
        subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
        assertEquals(before, subject.found());
        if (!kind.inline()) {
            LocalRedis.text(
                    connection,
                    Protocol.Command.SET,
                    VERSION,
                    Samples.version(1).toHex() + ":deleted");
            subject.assertUpsertAndDeleteRefused(RowRefused.KEY_FOREIGN);
            assertEquals(before, subject.found());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aVersionOfAnotherWidthIsNotCompared(Kind kind) {
        ScriptedRow subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        for (int tokenBytes : new int[] {0, 8, 10, 24}) {
            ChangeVersion wide = ChangeVersion.of(0, new byte[tokenBytes], 0, 0);
            assertEquals(APPLIED, subject.upsert(wide));
            String before = subject.found();
            subject.assertUpsertAndDeleteRefused(ProblemCode.VERSION_WIDTH_DIFFERS.name());
            assertEquals(before, subject.found());
            assertEquals(Optional.of(wide), subject.held());
            LocalRedis.clear(connection);
            subject = new ScriptedRow(connection, kind, NEVER, NEVER);
        }
    }
}
