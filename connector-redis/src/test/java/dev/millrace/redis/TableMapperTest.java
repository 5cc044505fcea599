package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.Problem;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

class TableMapperTest {
    private static final DefinedTable ACCOUNTS = Samples.accounts();
    private static final String HEX = Samples.version(7).toHex();
    private static final Optional<Duration> NEVER = Optional.empty();
    private static final Value BERN = Samples.text("Bern");
    private static final Value NUMBER = Samples.number("4711");
    private static final RowKey KEY = Samples.key(BERN, NUMBER);

    private static List<String> problems(TableSettings settings) {
        TableMapper mapper = new TableMapper(settings, NEVER);
        assertTrue(mapper.map().isEmpty());
        return mapper.problems().stream().map(Problem::path).toList();
    }

    private static List<String> problems(String template) {
        return problems(Samples.settings(ACCOUNTS, VersionPlace.INLINE, template));
    }

    private static List<String> texts(List<byte[]> bytes) {
        return bytes.stream().map(LocalRedis::utf8).toList();
    }

    private static void assertCommand(
            RowCommand command, Procedure procedure, List<String> keys, List<String> arguments) {
        assertEquals(procedure, command.procedure());
        assertEquals(keys, texts(command.keys()));
        assertEquals(arguments, texts(command.arguments()));
    }

    @Test
    void aHashWithItsVersionWithin() throws RowRefused {
        MappedTable table = Samples.mapped(
                Samples.settings(ACCOUNTS, Layout.HASH, VersionPlace.INLINE), Optional.of(Duration.ofDays(1)));
        assertCommand(
                table.command(Samples.upsert(ACCOUNTS, Samples.version(7), BERN, NUMBER, Value.Null.NULL)),
                Procedure.UPSERT_HASH_INLINE,
                List.of("account:Bern:4711"),
                List.of(HEX, "branch", "Bern", "account_id", "4711"));
        assertCommand(
                table.command(Samples.delete(ACCOUNTS, Samples.version(7), KEY)),
                Procedure.DELETE_HASH_INLINE,
                List.of("account:Bern:4711"),
                List.of(HEX, "86400000"));
        Command read = table.read(KEY);
        assertEquals(List.of("account:Bern:4711", "_version"), texts(read.arguments()));
        assertEquals(JedisClusterCRC16.getSlot("account:Bern:4711"), read.slot());
        assertEquals("account:", table.versionKeyPrefix());
        assertEquals(Optional.of(Samples.version(7)), table.heldVersion(LocalRedis.bytes(HEX)));
        assertEquals(Optional.empty(), table.heldVersion(null));
        assertThrows(RowRefused.class, () -> table.heldVersion(LocalRedis.bytes("7")));
    }

    @Test
    void aJsonObjectWithItsVersionWithin() throws RowRefused {
        MappedTable table = Samples.mapped(Samples.settings(ACCOUNTS, Layout.JSON, VersionPlace.INLINE), NEVER);
        assertCommand(
                table.command(Samples.upsert(ACCOUNTS, Samples.version(7), BERN, NUMBER, Value.Null.NULL)),
                Procedure.UPSERT_JSON_INLINE,
                List.of("account:Bern:4711"),
                List.of(HEX, "{\"_version\":\"" + HEX + "\",\"branch\":\"Bern\",\"account_id\":4711,\"note\":null}"));
        assertCommand(
                table.command(Samples.delete(ACCOUNTS, Samples.version(7), KEY)),
                Procedure.DELETE_JSON_INLINE,
                List.of("account:Bern:4711"),
                List.of(HEX, ""));
        assertEquals(
                Optional.of(Samples.version(7)),
                table.heldVersion(LocalRedis.bytes("{\"_version\":\"" + HEX + "\",\"branch\":\"Be")));
        assertEquals(Optional.empty(), table.heldVersion(LocalRedis.bytes("")));
        for (String theirs : List.of("{}", "[1]", "{\"_version\":\"" + HEX, "{\"_version\":\"7\"}")) {
            assertThrows(RowRefused.class, () -> table.heldVersion(LocalRedis.bytes(theirs)), theirs);
        }
    }

    @Test
    void aRowWithItsVersionBesideIt() throws RowRefused {
        TableSettings settings = new TableSettings(
                ACCOUNTS,
                Layout.HASH,
                VersionPlace.SIDECAR,
                Optional.of("a:{{{branch}}}:{ACCOUNT-ID}"),
                Optional.of(Duration.ofMinutes(1)));
        MappedTable table = Samples.mapped(settings, Optional.of(Duration.ofDays(1)));
        List<String> keys = List.of("a:{Bern}:4711", "v:a:{Bern}:4711");
        assertCommand(
                table.command(Samples.upsert(ACCOUNTS, Samples.version(7), BERN, NUMBER, Samples.text("ä"))),
                Procedure.UPSERT_HASH_SIDECAR,
                keys,
                List.of(HEX, "60000", "branch", "Bern", "account_id", "4711", "note", "ä"));
        assertCommand(
                table.command(Samples.delete(ACCOUNTS, Samples.version(7), KEY)),
                Procedure.DELETE_SIDECAR,
                keys,
                List.of(HEX, "86400000", "hash"));
        assertEquals(List.of("v:a:{Bern}:4711"), texts(table.read(KEY).arguments()));
        assertEquals("v:a:{", table.versionKeyPrefix());
        assertEquals(Optional.of(Samples.version(7)), table.heldVersion(LocalRedis.bytes(HEX)));
        assertEquals(Optional.of(Samples.version(7)), table.heldVersion(LocalRedis.bytes(HEX + ":deleted")));
        assertThrows(RowRefused.class, () -> table.heldVersion(LocalRedis.bytes(HEX + ":gone")));
        MappedTable json = Samples.mapped(Samples.settings(ACCOUNTS, Layout.JSON, VersionPlace.SIDECAR), NEVER);
        assertCommand(
                json.command(Samples.upsert(ACCOUNTS, Samples.version(7), BERN, NUMBER, Value.Null.NULL)),
                Procedure.UPSERT_JSON_SIDECAR,
                List.of("account:Bern:4711", "v:{account:Bern:4711}"),
                List.of(HEX, "", "{\"branch\":\"Bern\",\"account_id\":4711,\"note\":null}"));
        assertCommand(
                json.command(Samples.delete(ACCOUNTS, Samples.version(7), KEY)),
                Procedure.DELETE_SIDECAR,
                List.of("account:Bern:4711", "v:{account:Bern:4711}"),
                List.of(HEX, "", "string"));
    }

    @Test
    void aValueThatNoServerTakesIsRefused() {
        DefinedTable images = Samples.defined(
                "image", List.of(Samples.column("id", "integer", false), Samples.column("image", "binary", true)), 0);
        MappedTable table = Samples.mapped(Samples.settings(images, Layout.HASH, VersionPlace.INLINE), NEVER);
        Value image = new Value.Binary(new byte[RowLimits.MOST_BYTES + 1]);
        RowRefused refused = assertThrows(
                RowRefused.class,
                () -> table.command(Samples.upsert(images, Samples.version(1), Samples.number("1"), image)));
        assertEquals(RowRefused.VALUE_TOO_LARGE, refused.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:{branch}",
                "a:{account_id}",
                "a:{branch}:{note}",
                "a:{branch}{account_id}",
                "a:{{{branch}:{account_id}",
                "a:{branch}}}:{account_id}",
                "a:}}{{{branch}:{account_id}",
                "a:{{{branch}}}:{{{account_id}}}",
                "a:{{{{{branch}}}:{account_id}",
                "a:{{}}{branch}:{account_id}",
                "{branch"
            })
    void aTemplateThatIsNoneIsRefused(String template) {
        assertEquals(List.of("tables[0].key-template"), problems(template));
    }

    @Test
    void aNameWithBracesIsTextInTheUsualTemplate() {
        DefinedTable table = Samples.defined("a{b}c", List.of(Samples.column("id", "integer", false)), 0);
        assertEquals(
                "a{b}c:",
                Samples.mapped(Samples.settings(table, Layout.HASH, VersionPlace.INLINE), NEVER)
                        .versionKeyPrefix());
    }

    @Test
    void everyProblemOfATableIsToldAtOnce() {
        DefinedTable table = Samples.defined(
                "account",
                List.of(Samples.column("_version", "integer", false), Samples.column("_deleted", "text", true)),
                0);
        assertEquals(
                List.of("tables[0].columns", "tables[0].columns", "tables[0].ttl", "tables[0].key-template"),
                problems(new TableSettings(
                        table, Layout.JSON, VersionPlace.INLINE, Optional.of("{"), Optional.of(Duration.ofDays(1)))));
    }

    @Test
    void aHashOfTooManyColumnsIsRefused() {
        List<Column> columns = new ArrayList<>(IntStream.range(0, RowLimits.MOST_FIELDS)
                .mapToObj(i -> Samples.column("c" + i, "text", i > 0))
                .toList());
        DefinedTable most = Samples.defined("wide", columns, 0);
        assertEquals(
                "wide:",
                Samples.mapped(Samples.settings(most, Layout.HASH, VersionPlace.INLINE), NEVER)
                        .versionKeyPrefix());
        columns.add(Samples.column("more", "text", true));
        DefinedTable wide = Samples.defined("wide", columns, 0);
        assertEquals(List.of("tables[0].columns"), problems(Samples.settings(wide, Layout.HASH, VersionPlace.INLINE)));
        assertEquals(
                "wide:",
                Samples.mapped(Samples.settings(wide, Layout.JSON, VersionPlace.INLINE), NEVER)
                        .versionKeyPrefix());
    }

    /** A key that two tables write would hold the row of one of them. */
    @Test
    void tablesWhoseKeysCouldMeetAreRefused() {
        assertEquals(0, collisions("a:{id}", VersionPlace.INLINE, "b:{id}", VersionPlace.INLINE));
        assertEquals(0, collisions("a:{id}", VersionPlace.SIDECAR, "b:{id}", VersionPlace.SIDECAR));
        assertEquals(1, collisions("a:{id}", VersionPlace.INLINE, "a:{id}", VersionPlace.INLINE));
        assertEquals(1, collisions("a:{id}", VersionPlace.INLINE, "a:b:{id}", VersionPlace.INLINE));
        assertEquals(1, collisions("a:b:{id}", VersionPlace.INLINE, "a:{id}", VersionPlace.INLINE));
        assertEquals(1, collisions("b:{id}", VersionPlace.INLINE, "{id}", VersionPlace.INLINE));
        // Versions of one, rows of the other.
        assertEquals(1, collisions("a:{{{id}}}", VersionPlace.SIDECAR, "v:a:{{{id}}}", VersionPlace.INLINE));
        assertEquals(0, collisions("a:{{{id}}}", VersionPlace.INLINE, "v:a:{{{id}}}", VersionPlace.INLINE));
        assertEquals(1, collisions("v:{{a:{id}}}", VersionPlace.INLINE, "a:{id}", VersionPlace.SIDECAR));
        // The progress.
        assertEquals(1, collisions("millrace:progress:{id}", VersionPlace.INLINE, "b:{id}", VersionPlace.INLINE));
    }

    private static int collisions(String one, VersionPlace place, String other, VersionPlace otherPlace) {
        DefinedTable first = Samples.defined("first", List.of(Samples.column("id", "text", false)), 0);
        DefinedTable second = Samples.defined("second", List.of(Samples.column("id", "text", false)), 0);
        Mapping mapping = Mapping.of(Samples.settings(
                List.of(Samples.settings(first, place, one), Samples.settings(second, otherPlace, other))));
        assertEquals(Set.of("BANK.FIRST", "BANK.SECOND"), mapping.tables().keySet());
        return mapping.problems().size();
    }
}
