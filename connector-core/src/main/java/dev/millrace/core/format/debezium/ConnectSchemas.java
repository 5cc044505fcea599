package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas that stand in every record, and are the same bytes in all records of a table until it is altered: each is read once.
 * Safe for all threads.
 */
final class ConnectSchemas {
    /** A few for each table. Where there are more, somebody writes ever new ones, and none is worth keeping. */
    private static final int MOST = 1_000;

    private final JsonObject json = new JsonObject();
    private final Map<ByteBuffer, Images> known = new ConcurrentHashMap<>();

    /** How the images of a table's records are read. */
    record Images(ConnectRow before, ConnectRow after) {

        ConnectRow named(String image) {
            return image.equals(DebeziumEvent.BEFORE) ? before : after;
        }
    }

    /**
     * @param schema its bytes within the record; not kept
     * @throws Rejection {@code UNDECODABLE} where it is no schema of a change
     */
    Images of(ByteBuffer schema) throws Rejection {
        Images images = known.get(schema);
        if (images != null) {
            return images;
        }
        byte[] bytes = new byte[schema.remaining()];
        schema.duplicate().get(bytes);
        Images read = read(bytes);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(ByteBuffer.wrap(bytes), read);
        return read;
    }

    private Images read(byte[] schema) throws Rejection {
        try {
            Map<String, Row> fields = ConnectTypes.fields(json.row(schema, LeftOutColumns.REJECT));
            return new Images(image(fields, DebeziumEvent.BEFORE), image(fields, DebeziumEvent.AFTER));
        } catch (Rejection noSchema) {
            throw new Rejection(RejectionReason.UNDECODABLE, ConnectTypes.SCHEMA);
        }
    }

    private static ConnectRow image(Map<String, Row> fields, String name) throws Rejection {
        Row schema = fields.get(name);
        if (schema == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, ConnectTypes.SCHEMA);
        }
        return ConnectRow.of(schema);
    }
}
