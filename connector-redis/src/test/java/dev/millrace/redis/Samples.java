package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.redis.RedisSettings.Eviction;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Tables, rows and versions. */
final class Samples {
    static final int VERSION_BYTES = ChangeVersion.bytesWith(StoreClock.STCK.bytes());

    private Samples() {}

    static Column column(String name, String type, boolean nullable) {
        return new Column(name, ColumnTypes.parse(type).orElseThrow(), nullable);
    }

    /** {@code account (branch text, account_id numeric(11,0), note text)}, the first two its key. */
    static DefinedTable accounts() {
        return defined(
                "account",
                List.of(
                        column("branch", "text", false),
                        column("account_id", "numeric(11,0)", false),
                        column("note", "text", true)),
                0,
                1);
    }

    /** A table whose source's name is the target's in capital letters. */
    static DefinedTable defined(String name, List<Column> columns, Integer... keyIndexes) {
        TargetTable table = new TargetTable(name, columns, List.of(keyIndexes));
        List<String> key = table.keyIndexes().stream()
                .map(index -> columns.get(index).name())
                .toList();
        return new DefinedTable("tables[0]", "BANK." + name.toUpperCase(Locale.ROOT), key, table, VERSION_BYTES);
    }

    static TableSettings settings(DefinedTable table, Layout layout, VersionPlace place) {
        return new TableSettings(table, layout, place, Optional.empty(), Optional.empty());
    }

    static TableSettings settings(DefinedTable table, VersionPlace place, String template) {
        return new TableSettings(table, Layout.HASH, place, Optional.of(template), Optional.empty());
    }

    static RedisSettings settings(List<TableSettings> tables) {
        return new RedisSettings(
                Mode.SINGLE,
                List.of(new Node("127.0.0.1", 6379)),
                0,
                new Login.None(),
                Optional.empty(),
                Duration.ofSeconds(5),
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Eviction.REFUSE,
                "millrace:progress",
                Optional.empty(),
                tables,
                "test");
    }

    static MappedTable mapped(TableSettings settings, Optional<Duration> tombstoneExpiry) {
        return new TableMapper(settings, tombstoneExpiry).map().orElseThrow().table();
    }

    static ChangeVersion version(int number) {
        return version(number, StoreClock.STCK.bytes());
    }

    static ChangeVersion version(int number, int tokenBytes) {
        byte[] token = new byte[tokenBytes];
        token[tokenBytes - 1] = (byte) number;
        return ChangeVersion.of(0, token, 0, 0);
    }

    static RowKey key(Value... values) {
        return new RowKey(values);
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    static Value number(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }

    static RowWrite upsert(DefinedTable table, ChangeVersion version, Value... row) {
        return new RowWrite(table.table(), table.table().keyOf(List.of(row)), version, Optional.of(List.of(row)));
    }

    static RowWrite delete(DefinedTable table, ChangeVersion version, RowKey key) {
        return new RowWrite(table.table(), key, version, Optional.empty());
    }
}
