package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.sample.ValueText;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/**
 * Pipelines as they come: each connection sends a block of calls of the connector's own function, then reads their answers.
 */
final class BareRedis implements BareConnections.BlockWriter<Connection> {
    private final RedisCall call;

    BareRedis(RedisCall call) {
        this.call = call;
    }

    /**
     * How the function is called.
     *
     * @param function its name
     * @param prefix of a row's key
     * @param columns their names
     */
    record RedisCall(String function, boolean hasVersionKey, String prefix, List<Column> columns) {
        private static final byte[] ONE = {'1'};
        private static final byte[] TWO = {'2'};
        private static final byte[] NONE = {'0'};

        byte[][] arguments(RowWrite write) {
            List<Value> row = write.row().orElseThrow();
            List<byte[]> arguments = new ArrayList<>(5 + 2 * columns.size());
            String key = prefix + ValueText.of(write.key().value(0));
            arguments.add(bytes(function));
            arguments.add(hasVersionKey ? TWO : ONE);
            arguments.add(bytes(key));
            if (hasVersionKey) {
                arguments.add(bytes("v:{" + key + "}"));
            }
            arguments.add(bytes(write.version().toHex()));
            if (hasVersionKey) {
                arguments.add(NONE);
            }
            for (int i = 0; i < row.size(); i++) {
                arguments.add(bytes(columns.get(i).name()));
                arguments.add(bytes(ValueText.of(row.get(i))));
            }
            return arguments.toArray(byte[][]::new);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void write(Connection connection, List<RowWrite> block) {
        for (RowWrite write : block) {
            connection.sendCommand(Protocol.Command.FCALL, call.arguments(write));
        }
        for (Object reply : connection.getMany(block.size())) {
            if (!Long.valueOf(1).equals(reply)) {
                throw new BenchFailure("a row was not written: " + reply);
            }
        }
    }
}
