package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Rows that are strings with a JSON object, with their versions at its beginning. */
final class InlineJsonTable implements MappedTable {
    private static final String START = "{\"" + Reserved.VERSION + "\":\"";
    private static final byte[] FIRST = ascii("0");
    /** The last byte that is read: enough for the longest version. */
    private static final byte[] LAST = ascii("199");

    private final DefinedTable defined;
    private final RowKeys keys;
    private final RowJson json;
    private final byte[] tombstoneExpiry;

    /** @param tombstoneExpiry as {@link Expiry} writes it */
    InlineJsonTable(DefinedTable defined, RowKeys keys, byte[] tombstoneExpiry) {
        this.defined = defined;
        this.keys = keys;
        this.json = new RowJson(defined.table().columns());
        this.tombstoneExpiry = tombstoneExpiry;
    }

    @Override
    public DefinedTable defined() {
        return defined;
    }

    @Override
    public RowCommand command(RowWrite write) throws RowRefused {
        List<byte[]> key = List.of(RowKeys.bytes(keys.row(write.key())));
        byte[] version = VersionText.bytes(write.version());
        if (write.isDelete()) {
            return RowLimits.checked(
                    new RowCommand(Procedure.DELETE_JSON_INLINE, key, List.of(version, tombstoneExpiry)));
        }
        byte[] object = json.of(write.version(), write.row().orElseThrow());
        return RowLimits.checked(new RowCommand(Procedure.UPSERT_JSON_INLINE, key, List.of(version, object)));
    }

    @Override
    public Command read(RowKey key) {
        return readAt(RowKeys.bytes(keys.row(key)));
    }

    @Override
    public Command readAt(byte[] versionKey) {
        return new Command(
                JedisClusterCRC16.getSlot(versionKey), Protocol.Command.GETRANGE, List.of(versionKey, FIRST, LAST));
    }

    @Override
    public String versionKeyPrefix() {
        return keys.rowPrefix();
    }

    @Override
    public Optional<ChangeVersion> heldVersion(@Nullable Object reply) throws RowRefused {
        String start = reply == null ? "" : VersionText.of((byte[]) reply);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        int end = start.indexOf('"', START.length());
        if (!start.startsWith(START) || end < 0) {
            throw new RowRefused(RowRefused.KEY_FOREIGN);
        }
        return Optional.of(VersionText.parse(start.substring(START.length(), end))
                .orElseThrow(() -> new RowRefused(RowRefused.KEY_FOREIGN)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
