package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.redis.Library.Form;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the procedures do to the progress, as functions and as scripts, on a real server. */
class ProgressScriptsTest {
    private static final String KEY = "millrace:progress:a";
    private static final String TOPIC = "topic-1";
    private static final String MINUTE = "60000";
    private static final String NOTHING = "null 0";
    /** A time that no clock has reached: what is made after it is made at it. */
    private static final long FUTURE = 9_000_000_000_000L;

    private final Connection connection = LocalRedis.connect();
    private final Library library = new Library();

    @AfterEach
    void close() {
        LocalRedis.clear(connection);
        connection.close();
    }

    private String call(Form form, Procedure procedure, String... arguments) {
        LocalRedis.load(connection, library, form);
        List<byte[]> all = Stream.concat(Stream.of(TOPIC), Arrays.stream(arguments))
                .map(LocalRedis::bytes)
                .toList();
        Object answer = LocalRedis.run(
                connection, library.call(new RowCommand(procedure, List.of(LocalRedis.bytes(KEY)), all), form));
        List<?> parts = (List<?>) answer;
        String position = parts.get(0) instanceof byte[] bytes ? LocalRedis.utf8(bytes) : "null";
        return position + " " + parts.get(1);
    }

    private String read(Form form, String identity) {
        return call(form, Procedure.PROGRESS_READ, identity, MINUTE);
    }

    private String raise(Form form, String identity, String expected, String position) {
        return call(form, Procedure.PROGRESS_RAISE, identity, MINUTE, expected, position);
    }

    private String cell() {
        return LocalRedis.text(connection, Protocol.Command.HGET, KEY, TOPIC);
    }

    private void cell(String text) {
        LocalRedis.text(connection, Protocol.Command.HSET, KEY, TOPIC, text);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void progressIsRaisedAndNeverLowered(Form form) {
        assertEquals(NOTHING, read(form, "one"));
        assertEquals("5 0", raise(form, "one", "", "5"));
        assertEquals("5 0", read(form, "one"));
        assertEquals("12 0", raise(form, "one", "5", "12"));
        assertEquals("12 0", raise(form, "one", "5", "7"));
        assertEquals("12 0", raise(form, "one", "", "8"));
        assertEquals("12 0", raise(form, "one", "12", "12"));
        assertEquals("100 0", raise(form, "one", "9", "100"));
        assertEquals("100 0", read(form, "one"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatWasSetBackIsNotRaised(Form form) {
        assertEquals(NOTHING, raise(form, "one", "5", "9"));
        assertEquals(NOTHING, read(form, "one"));
        raise(form, "one", "", "5");
        assertEquals("5 0", raise(form, "one", "10", "20"));
        assertEquals("5 0", read(form, "one"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void positionsBeyondTheNumbersOfLuaAreExact(Form form) {
        assertEquals("9007199254740992 0", raise(form, "one", "", "9007199254740992"));
        assertEquals("9007199254740993 0", raise(form, "one", "9007199254740992", "9007199254740993"));
        assertEquals("9007199254740993 0", raise(form, "one", "9007199254740993", "9007199254740992"));
        assertEquals("9007199254740993 0", raise(form, "one", "9007199254740994", "9007199254740995"));
        assertEquals("9223372036854775807 0", raise(form, "one", "9007199254740993", "9223372036854775807"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anotherIdentityRaisesNothing(Form form) {
        raise(form, "one", "", "5");
        String before = cell();
        assertEquals("5 1", raise(form, "two", "5", "9"));
        assertEquals("5 1", raise(form, "two", "", "9"));
        assertEquals(before, cell());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void underAnotherIdentityProgressStartsOverWhereNothingWasLost(Form form) {
        cell("one 200000 100000:3 130000:5 140000:7 141000:9 200000:11");
        assertEquals("11 0", read(form, "one"));
        assertEquals("7 1", read(form, "two"));
        assertEquals("two 200000 100000:3 130000:5 140000:7", cell());
        assertEquals("7 0", read(form, "two"));
        assertEquals("20 0", raise(form, "two", "7", "20"));
    }

    /** The mark was as old as it had to be for the first one; until it is raised again, nothing more was written. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void aSecondFailoverDoesNotLowerItAgain(Form form) {
        cell("one 200000 140000:7 200000:11");
        assertEquals("7 1", read(form, "two"));
        assertEquals("7 1", read(form, "three"));
        assertEquals("7 0", read(form, "three"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whereNoMarkIsOldEnoughNothingIsHeld(Form form) {
        cell("one 200000 140001:7 200000:11");
        assertEquals("null 1", read(form, "two"));
        assertEquals(NOTHING, read(form, "two"));
        assertEquals("4 0", raise(form, "two", "", "4"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void marksAreAStepApartAndOneIsOldEnough(Form form) {
        long step = Long.parseLong(MINUTE) / 10;
        // The last mark is less than a step from the one before it: the new one takes its place.
        cell("one " + FUTURE + " " + (FUTURE - 9_000) + ":3 " + (FUTURE - step + 1) + ":5 " + FUTURE + ":7");
        raise(form, "one", "7", "9");
        assertEquals(
                "one " + FUTURE + " " + (FUTURE - 9_000) + ":3 " + (FUTURE - step + 1) + ":5 " + FUTURE + ":9", cell());
        // A step: it stays.
        cell("one " + FUTURE + " " + (FUTURE - step) + ":5 " + FUTURE + ":7");
        raise(form, "one", "7", "9");
        assertEquals("one " + FUTURE + " " + (FUTURE - step) + ":5 " + FUTURE + ":7 " + FUTURE + ":9", cell());
        // Of those older than a failover costs, the newest is enough.
        cell("one " + FUTURE + " " + (FUTURE - 70_000) + ":3 " + (FUTURE - 60_000) + ":5 " + (FUTURE - 50_000) + ":7");
        raise(form, "one", "7", "9");
        assertEquals(
                "one " + FUTURE + " " + (FUTURE - 60_000) + ":5 " + (FUTURE - 50_000) + ":7 " + FUTURE + ":9", cell());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void marksHaveTheServersTime(Form form) {
        raise(form, "one", "", "1");
        String[] parts = cell().split(" ", -1);
        long now = Long.parseLong(
                        LocalRedis.utf8((byte[]) ((List<?>) connection.executeCommand(Protocol.Command.TIME)).get(0)))
                * 1_000;
        long written = Long.parseLong(parts[1]);
        assertTrue(Math.abs(now - written) < 60_000, parts[1]);
        assertEquals(parts[1] + ":1", parts[2]);
        // A mark of long ago, and the new one.
        cell("one 100000 100000:3");
        raise(form, "one", "3", "4");
        assertEquals(4, cell().split(" ", -1).length);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void marksNeverGrowIntoManyHoweverOftenItIsRaised(Form form) {
        raise(form, "one", "", "0");
        for (int position = 1; position < 200; position++) {
            raise(form, "one", "", Integer.toString(position));
        }
        assertTrue(cell().split(" ", -1).length <= 5, cell());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatSomebodyElseWroteIsLeftAlone(Form form) {
        cell("theirs");
        assertCode(RowRefused.KEY_FOREIGN, form);
        assertEquals("theirs", cell());
        LocalRedis.text(connection, Protocol.Command.SET, KEY, "theirs");
        assertCode("WRONGTYPE", form);
    }

    private void assertCode(String code, Form form) {
        JedisDataException read = assertThrows(JedisDataException.class, () -> read(form, "one"));
        assertEquals(code, ServerError.of(String.valueOf(read.getMessage())).code());
        JedisDataException raise = assertThrows(JedisDataException.class, () -> raise(form, "one", "", "1"));
        assertEquals(code, ServerError.of(String.valueOf(raise.getMessage())).code());
    }
}
