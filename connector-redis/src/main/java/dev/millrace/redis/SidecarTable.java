package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.redis.RedisSettings.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Rows whose versions have keys of their own: readers see the columns and nothing else, and of deleted rows nothing. */
final class SidecarTable implements MappedTable {
    private static final String DELETED = ":deleted";
    private static final byte[] HASH_TYPE = RowKeys.bytes("hash");
    private static final byte[] STRING_TYPE = RowKeys.bytes("string");

    private final DefinedTable defined;
    private final RowKeys keys;
    private final Layout layout;
    private final RowFields fields;
    private final RowJson json;
    private final byte[] ttl;
    private final byte[] tombstoneExpiry;

    /**
     * @param ttl as {@link Expiry} writes it
     * @param tombstoneExpiry likewise
     */
    SidecarTable(DefinedTable defined, RowKeys keys, Layout layout, byte[] ttl, byte[] tombstoneExpiry) {
        this.defined = defined;
        this.keys = keys;
        this.layout = layout;
        this.fields = new RowFields(defined.table().columns());
        this.json = new RowJson(defined.table().columns());
        this.ttl = ttl;
        this.tombstoneExpiry = tombstoneExpiry;
    }

    @Override
    public DefinedTable defined() {
        return defined;
    }

    @Override
    public RowCommand command(RowWrite write) throws RowRefused {
        String row = keys.row(write.key());
        List<byte[]> both = List.of(RowKeys.bytes(row), RowKeys.bytes(keys.version(row)));
        byte[] version = VersionText.bytes(write.version());
        if (write.isDelete()) {
            byte[] type = layout == Layout.HASH ? HASH_TYPE : STRING_TYPE;
            return RowLimits.checked(
                    new RowCommand(Procedure.DELETE_SIDECAR, both, List.of(version, tombstoneExpiry, type)));
        }
        List<Value> values = write.row().orElseThrow();
        List<byte[]> arguments = new ArrayList<>(2 + 2 * values.size());
        arguments.add(version);
        arguments.add(ttl);
        if (layout == Layout.HASH) {
            fields.addTo(arguments, values);
            return RowLimits.checked(new RowCommand(Procedure.UPSERT_HASH_SIDECAR, both, arguments));
        }
        arguments.add(json.of(values));
        return RowLimits.checked(new RowCommand(Procedure.UPSERT_JSON_SIDECAR, both, arguments));
    }

    @Override
    public Command read(RowKey key) throws RowRefused {
        return readAt(RowKeys.bytes(keys.version(keys.row(key))));
    }

    @Override
    public Command readAt(byte[] versionKey) {
        return new Command(JedisClusterCRC16.getSlot(versionKey), Protocol.Command.GET, List.of(versionKey));
    }

    @Override
    public String versionKeyPrefix() {
        return keys.versionPrefix();
    }

    @Override
    public Optional<ChangeVersion> heldVersion(@Nullable Object reply) throws RowRefused {
        if (reply == null) {
            return Optional.empty();
        }
        String held = VersionText.of((byte[]) reply);
        String version = held.endsWith(DELETED) ? held.substring(0, held.length() - DELETED.length()) : held;
        return Optional.of(VersionText.parse(version).orElseThrow(() -> new RowRefused(RowRefused.KEY_FOREIGN)));
    }
}
