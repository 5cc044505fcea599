package dev.millrace.core.format.iidr;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.CommitTime;
import dev.millrace.core.format.CommitTime.Place;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the JSON of IBM's CDC engine for Kafka with its journal control fields: columns and control fields side by side, the columns
 * of the row before with a prefix. Records do not name their table: each has a topic of its own. The time of the change orders, then
 * Kafka's offset. Safe for all threads.
 */
public final class IidrFormat implements Format {
    /** How its changes are ordered. */
    public static final CommitTime KIND = new CommitTime(Place.NONE);

    private static final String CODE = "A_ENTTYP";
    private static final String TIME = "A_TIMSTAMP";
    /** The journal control fields: whatever else begins with A_ is a column. */
    private static final Set<String> CONTROL = Set.of(
            "A_ENTTYP",
            "A_CCID",
            "A_TIMSTAMP",
            "A_USER",
            "A_JOB",
            "A_JOBNO",
            "A_JOBUSER",
            "A_PROGRAM",
            "A_FILE",
            "A_LIBRARY",
            "A_MEMBER",
            "A_CNTRRN",
            "A_JOURNAL",
            "A_SEQNO",
            "A_SYSTEM",
            "A_CODE");

    private final String beforePrefix;
    private final RecordRules rules;
    private final SourceTables tables;
    private final JsonObject json = new JsonObject();

    /** @param beforePrefix of the columns of the row before */
    public IidrFormat(String beforePrefix, RecordRules rules, SourceTables tables) {
        this.beforePrefix = beforePrefix;
        this.rules = rules;
        this.tables = tables;
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault {
        SourceTable table = tables.ofTopic(record);
        Fields fields = fields(json.row(record.value(), LeftOutColumns.REJECT));
        String code = fields.code.orElseThrow(() -> missing(CODE));
        return switch (code) {
            case "RR" -> Optional.of(table.load(Optional.of(fields.row), record));
            case "PT" -> Optional.of(change(fields, Operation.INSERT, table, record));
            case "UP" -> Optional.of(change(fields, Operation.UPDATE, table, record));
            case "DL" -> Optional.of(change(fields, Operation.DELETE, table, record));
            // The row before an update that follows in a record of its own, which is all that counts.
            case "UB" -> Optional.empty();
            default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, CODE);
        };
    }

    /** What one record has. */
    private record Fields(Optional<String> code, Optional<String> time, Row row, Optional<Row> before) {}

    private Fields fields(Row all) throws Rejection {
        Row.Builder row = new Row.Builder();
        Row.Builder before = new Row.Builder();
        Optional<String> code = Optional.empty();
        Optional<String> time = Optional.empty();
        boolean hasBefore = false;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            names.add(all.name(i));
        }
        for (int i = 0; i < all.size(); i++) {
            String name = all.name(i);
            if (name.equals(CODE)) {
                code = once(code, all.value(i), CODE);
            } else if (name.equals(TIME)) {
                time = once(time, all.value(i), TIME);
            } else if (name.startsWith(beforePrefix) && names.contains(name.substring(beforePrefix.length()))) {
                before.add(name.substring(beforePrefix.length()), all.value(i));
                hasBefore |= all.value(i) != Value.Null.NULL;
            } else if (!CONTROL.contains(name)) {
                row.add(name, all.value(i));
            }
        }
        return new Fields(code, time, built(row), hasBefore ? Optional.of(built(before)) : Optional.empty());
    }

    private Row built(Row.Builder row) {
        return rules.leftOutColumns() == LeftOutColumns.AS_NULL ? row.buildWithoutNulls() : row.build();
    }

    private static Optional<String> once(Optional<String> seen, Value value, String place) throws Rejection {
        if (seen.isEmpty() && value instanceof Value.Text text) {
            return Optional.of(text.text());
        }
        throw new Rejection(RejectionReason.UNDECODABLE, place);
    }

    private Change change(Fields fields, Operation what, SourceTable table, SourceRecord record)
            throws Rejection, SourceFault {
        SourceOrder order = table.order();
        byte[] token = order.token(KIND.token(fields.time.orElseThrow(() -> missing(TIME)), "", 10), record, TIME);
        ChangeVersion version = order.version(token, record.offset());
        Instant time = order.time(token, record);
        Change change = switch (what) {
            case INSERT -> new Change(table.name(), what, version, Optional.empty(), Optional.of(fields.row), time);
            case UPDATE -> new Change(table.name(), what, version, fields.before, Optional.of(fields.row), time);
            case DELETE -> {
                Optional<Row> gone = fields.before.or(() -> Optional.of(fields.row));
                yield new Change(table.name(), what, version, gone, Optional.empty(), time);
            }
        };
        return rules.checked(change, "before");
    }

    private static SourceFault missing(String field) {
        return new SourceFault(
                SourceFault.Kind.SOURCE_SETTING,
                field,
                "a record does not have the journal control field " + field,
                "have the Kafka custom operation processor write audit records in JSON with the journal control fields"
                        + " ENTTYP, TIMSTAMP and CCID, named A_ENTTYP, A_TIMSTAMP and A_CCID");
    }
}
