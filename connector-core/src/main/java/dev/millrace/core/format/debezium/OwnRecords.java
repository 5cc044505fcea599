package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.SourceFault;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells records without an operation apart: heartbeats, the marks of transactions and changes of schemas, which change no row, from
 * rows without anything around them, whose order nobody knows. Safe for all threads.
 */
final class OwnRecords {
    private static final Set<String> HEARTBEAT = Set.of("ts_ms", "ts_us", "ts_ns");
    private static final Set<String> TRANSACTION = Set.of("status", "id", "event_count", "data_collections");
    private static final Set<String> ENVELOPE = Set.of("schema", "payload");
    private static final String SOURCE = "source";
    private static final String OPERATION = "op";

    private final JsonObject json = new JsonObject();

    /**
     * Returns where the record is one of the connector's own.
     *
     * @throws Rejection {@code OPERATION_UNKNOWN} where it should have an operation
     * @throws SourceFault where a transformation has taken everything but the row away
     */
    void require(byte @Nullable [] value) throws Rejection, SourceFault {
        Row record = json.row(value, LeftOutColumns.REJECT);
        Row payload = record;
        if (names(record).equals(ENVELOPE)) {
            Value inner = value(record, "payload");
            if (inner == Value.Null.NULL) {
                return;
            }
            payload = inner instanceof Value.Fields fields ? fields.row() : record;
        }
        if (isOwn(payload)) {
            return;
        }
        if (payload.size() == 0 || value(payload, SOURCE) instanceof Value.Fields) {
            throw new Rejection(RejectionReason.OPERATION_UNKNOWN, OPERATION);
        }
        throw new SourceFault(
                SourceFault.Kind.SOURCE_SETTING,
                OPERATION,
                "a record has neither op nor source: a transformation has left nothing but the row, and nothing orders it",
                "take ExtractNewRecordState, and what else flattens records, out of the connector's transforms");
    }

    private static boolean isOwn(Row payload) {
        Set<String> names = names(payload);
        Set<String> rest = new HashSet<>(names);
        rest.removeAll(HEARTBEAT);
        return (rest.isEmpty() && !names.isEmpty())
                || rest.equals(TRANSACTION)
                || (value(payload, SOURCE) instanceof Value.Fields
                        && names.contains("databaseName")
                        && names.contains("tableChanges"));
    }

    private static Set<String> names(Row row) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < row.size(); i++) {
            names.add(row.name(i));
        }
        return names;
    }

    private static Value value(Row row, String name) {
        return row.find(name).orElse(Value.Null.NULL);
    }
}
