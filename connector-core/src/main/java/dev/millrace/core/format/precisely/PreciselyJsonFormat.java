package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.JsonEnvelope;
import dev.millrace.core.format.JsonEnvelope.JsonImage;
import dev.millrace.core.format.JsonEnvelope.JsonText;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTables;
import java.util.Optional;

/**
 * Reads the JSON of Precisely's Apply Engine and Replicator Engine: one object a record, with tags for the metadata and an
 * object for each image. Tags that it does not know are passed over. Safe for all threads.
 */
public final class PreciselyJsonFormat implements Format {
    private final TaggedChanges changes;
    private final JsonEnvelope envelope;
    private final JsonText objectName;
    private final JsonText operation;
    private final JsonText stck;
    private final Optional<JsonText> ordinal;
    private final JsonImage before;
    private final JsonImage after;

    /** @param tables by the object name that the records carry */
    public PreciselyJsonFormat(PreciselyTags tags, RecordRules rules, LoadRules loads, SourceTables tables) {
        this.changes = new TaggedChanges(tags, rules, loads, tables);
        this.envelope = new JsonEnvelope(rules.leftOutColumns());
        this.objectName = envelope.text(tags.objectName());
        this.operation = envelope.text(tags.operation());
        this.stck = envelope.text(tags.stck());
        this.ordinal = tags.ordinal().map(envelope::text);
        this.before = envelope.image(tags.beforeImage());
        this.after = envelope.image(tags.afterImage());
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection {
        JsonEnvelope.Read read = envelope.read(record.value());
        TagValues values = new TagValues(
                read.text(objectName),
                read.text(operation),
                read.text(stck),
                ordinal.flatMap(read::text),
                read.image(before),
                read.image(after));
        return Optional.of(changes.change(values, record));
    }
}
