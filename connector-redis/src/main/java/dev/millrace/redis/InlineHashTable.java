package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Rows that are hashes, with their versions in a field. */
final class InlineHashTable implements MappedTable {
    private static final byte[] VERSION = RowKeys.bytes(Reserved.VERSION);

    private final DefinedTable defined;
    private final RowKeys keys;
    private final RowFields fields;
    private final byte[] tombstoneExpiry;

    /** @param tombstoneExpiry as {@link Expiry} writes it */
    InlineHashTable(DefinedTable defined, RowKeys keys, byte[] tombstoneExpiry) {
        this.defined = defined;
        this.keys = keys;
        this.fields = new RowFields(defined.table().columns());
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
                    new RowCommand(Procedure.DELETE_HASH_INLINE, key, List.of(version, tombstoneExpiry)));
        }
        List<Value> row = write.row().orElseThrow();
        List<byte[]> arguments = new ArrayList<>(1 + 2 * row.size());
        arguments.add(version);
        fields.addTo(arguments, row);
        return RowLimits.checked(new RowCommand(Procedure.UPSERT_HASH_INLINE, key, arguments));
    }

    @Override
    public Command read(RowKey key) {
        return readAt(RowKeys.bytes(keys.row(key)));
    }

    @Override
    public Command readAt(byte[] versionKey) {
        return new Command(JedisClusterCRC16.getSlot(versionKey), Protocol.Command.HGET, List.of(versionKey, VERSION));
    }

    @Override
    public String versionKeyPrefix() {
        return keys.rowPrefix();
    }

    @Override
    public Optional<ChangeVersion> heldVersion(@Nullable Object reply) throws RowRefused {
        if (reply == null) {
            return Optional.empty();
        }
        return Optional.of(VersionText.parse(VersionText.of((byte[]) reply))
                .orElseThrow(() -> new RowRefused(RowRefused.KEY_FOREIGN)));
    }
}
