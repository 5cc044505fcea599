package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.precisely.LoadRules.WithoutToken;

/** From the tags of a record, however it was written, to its change. Immutable. */
final class TaggedChanges {
    static final String INSERT = "I";

    private final PreciselyTags tags;
    private final RecordRules rules;
    private final LoadRules loads;
    private final SourceTables tables;

    TaggedChanges(PreciselyTags tags, RecordRules rules, LoadRules loads, SourceTables tables) {
        this.tags = tags;
        this.rules = rules;
        this.loads = loads;
        this.tables = tables;
    }

    Change change(TagValues values, SourceRecord record) throws Rejection {
        SourceTable table = tables.named(values.objectName(), record, tags.objectName());
        if (isLoad(values)) {
            return table.load(values.after(), record);
        }
        Operation operation = operation(values);
        SourceOrder order = table.order();
        String stck = values.stck().orElseThrow(() -> new Rejection(RejectionReason.VERSION_MISSING, tags.stck()));
        byte[] token = order.token(StoreClock.STCK.parse(stck), record, tags.stck());
        ChangeVersion version = order.version(token, ordinal(values, record));
        Change change = new Change(
                table.name(), operation, version, values.before(), values.after(), order.time(token, record));
        return rules.checked(change, tags.beforeImage());
    }

    private boolean isLoad(TagValues values) {
        if (values.operation().isEmpty()) {
            return false;
        }
        String code = values.operation().get();
        return loads.operations().contains(code)
                || (values.stck().isEmpty() && loads.withoutToken() == WithoutToken.LOAD && code.equals(INSERT));
    }

    private Operation operation(TagValues values) throws Rejection {
        return switch (values.operation().orElse("")) {
            case INSERT -> Operation.INSERT;
            case "U" -> Operation.UPDATE;
            case "D" -> Operation.DELETE;
            default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, tags.operation());
        };
    }

    private long ordinal(TagValues values, SourceRecord record) throws Rejection {
        if (tags.ordinal().isEmpty()) {
            return record.offset();
        }
        String tag = tags.ordinal().get();
        return SourceOrder.ordinal(
                values.ordinal().orElseThrow(() -> new Rejection(RejectionReason.VERSION_MISSING, tag)), tag);
    }
}
