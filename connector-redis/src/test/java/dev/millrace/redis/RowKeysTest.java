package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.KeyTemplate;
import dev.millrace.core.target.KeyTemplate.Malformed;
import dev.millrace.core.target.TargetTable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

class RowKeysTest {
    private static final TargetTable TABLE = Samples.defined(
                    "card",
                    List.of(Samples.column("branch", "text", false), Samples.column("number", "text", false)),
                    0,
                    1)
            .table();
    private static final String PLAIN = "card:{branch}:{number}";
    private static final String TAG_AT_ONE = "card:{{{branch}}}:{number}";
    private static final String TAG_AT_BOTH = "{{{number}:{branch}}}";
    private static final String TAG_OF_TEXT = "{{card}}{branch}b{number}";

    private static RowKeys keys(String template) {
        try {
            return new RowKeys(KeyTemplate.parse(template, TABLE, RowKeys.BRACES));
        } catch (Malformed malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static RowKey key(String branch, String number) {
        return Samples.key(Samples.text(branch), Samples.text(number));
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(PLAIN, TAG_AT_ONE, TAG_AT_BOTH, TAG_OF_TEXT);
    }

    /** Of characters that mean something in keys and templates, and few enough to meet. */
    @Provide
    Arbitrary<RowKey> rowKeys() {
        Arbitrary<String> text = Arbitraries.strings().withChars("{}:%07bdv/ä").ofMaxLength(4);
        return Combinators.combine(text, text).as(RowKeysTest::key);
    }

    @Property
    void twoRowsHaveTwoKeys(
            @ForAll("templates") String template, @ForAll("rowKeys") RowKey one, @ForAll("rowKeys") RowKey other)
            throws RowRefused {
        RowKeys keys = keys(template);
        if (one.equals(other)) {
            assertEquals(keys.row(one), keys.row(other));
        } else {
            assertNotEquals(keys.row(one), keys.row(other));
        }
        if (hasTag(template, one) && hasTag(template, other)) {
            assertEquals(one.equals(other), keys.version(keys.row(one)).equals(keys.version(keys.row(other))));
            assertNotEquals(keys.row(one), keys.version(keys.row(other)));
        }
    }

    @Property
    void aRowAndItsVersionAreInOneSlot(@ForAll("templates") String template, @ForAll("rowKeys") RowKey key)
            throws RowRefused {
        RowKeys keys = keys(template);
        String row = keys.row(key);
        if (hasTag(template, key)) {
            String version = keys.version(row);
            assertEquals(
                    JedisClusterCRC16.getSlot(RowKeys.bytes(row)), JedisClusterCRC16.getSlot(RowKeys.bytes(version)));
            assertEquals(0, version.indexOf(keys.versionPrefix()));
        } else {
            assertThrows(RowRefused.class, () -> keys.version(row));
        }
        assertEquals(0, row.indexOf(keys.rowPrefix()));
    }

    private static boolean hasTag(String template, RowKey key) {
        return !template.equals(TAG_AT_ONE) || !key.value(0).equals(Samples.text(""));
    }

    @Property
    void bracesAreTheTemplates(@ForAll("templates") String template, @ForAll("rowKeys") RowKey key) {
        long expected = template.equals(PLAIN) ? 0 : 2;
        assertEquals(
                expected,
                keys(template)
                        .row(key)
                        .chars()
                        .filter(character -> character == '{' || character == '}')
                        .count());
    }

    @Property
    void rowsOfOneTagAreInOneSlot(@ForAll("rowKeys") RowKey one, @ForAll("rowKeys") RowKey other) {
        RowKeys keys = keys(TAG_OF_TEXT);
        assertEquals(
                JedisClusterCRC16.getSlot(RowKeys.bytes(keys.row(one))),
                JedisClusterCRC16.getSlot(RowKeys.bytes(keys.row(other))));
    }

    @Test
    void keysReadAsTheirTemplates() throws RowRefused {
        assertEquals("card:Bern:7", keys(PLAIN).row(key("Bern", "7")));
        assertEquals("v:{card:Bern:7}", keys(PLAIN).version("card:Bern:7"));
        assertEquals("v:{card:", keys(PLAIN).versionPrefix());
        assertEquals("card:{Bern}:7", keys(TAG_AT_ONE).row(key("Bern", "7")));
        assertEquals("v:card:{Bern}:7", keys(TAG_AT_ONE).version("card:{Bern}:7"));
        assertEquals("v:card:{", keys(TAG_AT_ONE).versionPrefix());
        assertEquals(
                "card:a%007bb%007d%003a%0025:ä:{",
                keys("card:{branch}:{number}:{{").row(key("a{b}:%", "ä")));
    }

    @Test
    void anEmptyTagHasNoPlaceForAVersion() {
        RowKeys keys = keys(TAG_AT_ONE);
        RowRefused refused = assertThrows(RowRefused.class, () -> keys.version(keys.row(key("", "7"))));
        assertEquals(RowRefused.KEY_TAG_EMPTY, refused.code());
        TargetTable one = Samples.defined("one", List.of(Samples.column("id", "text", false)), 0)
                .table();
        assertThrows(RowRefused.class, () -> new RowKeys(KeyTemplate.parse("{id}", one, RowKeys.BRACES)).version(""));
    }
}
