package dev.millrace.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.TargetTable;
import dev.millrace.redis.RedisSettings.Layout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads rows as a user of the server does: all keys that begin with the table's name. */
final class PlainReader {
    private static final JsonFactory JSON = new JsonFactory();

    private PlainReader() {}

    /** @param prefix what the rows' keys begin with */
    static Map<RowKey, List<Value>> rows(Connection connection, Layout layout, TargetTable table, String prefix)
            throws Rejection, IOException {
        connection.sendCommand(Command.KEYS, prefix + "*");
        List<byte[]> keys = connection.getBinaryMultiBulkReply();
        for (byte[] key : keys) {
            connection.sendCommand(layout == Layout.HASH ? Command.HGETALL : Command.GET, key);
        }
        Map<RowKey, List<Value>> rows = new HashMap<>();
        for (Object found : connection.getMany(keys.size())) {
            if (found instanceof JedisDataException) {
                // A key of another type is no row.
                continue;
            }
            Map<String, byte[]> fields = layout == Layout.HASH ? hash((List<?>) found) : json((byte[]) found);
            if (fields.containsKey("_deleted")) {
                continue;
            }
            List<Value> row = new ArrayList<>();
            for (Column column : table.columns()) {
                row.add(value(layout, column.type(), fields.get(column.name())));
            }
            rows.put(table.keyOf(row), row);
        }
        return rows;
    }

    private static Map<String, byte[]> hash(List<?> flat) {
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(text((byte[]) flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return fields;
    }

    private static Map<String, byte[]> json(byte[] object) throws IOException {
        Map<String, byte[]> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    fields.put(name, parser.getText().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return fields;
    }

    private static Value value(Layout layout, ColumnType type, byte @Nullable [] stored) throws Rejection {
        if (stored == null) {
            return Value.Null.NULL;
        }
        if (type instanceof BinaryType) {
            return new Value.Binary(
                    layout == Layout.HASH ? stored : Base64.getDecoder().decode(stored));
        }
        if (type instanceof DecimalType) {
            return type.canonical(new Value.Decimal(new BigDecimal(text(stored))), "");
        }
        if (type instanceof BoolType) {
            return new Value.Bool(Boolean.parseBoolean(text(stored)));
        }
        return type.canonical(new Value.Text(text(stored)), "");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
