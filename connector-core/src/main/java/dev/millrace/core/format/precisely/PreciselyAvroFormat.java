package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.avro.AvroSchemas;
import dev.millrace.core.format.avro.AvroValues;
import dev.millrace.core.format.avro.Framing;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the Avro of Precisely's Apply Engine and Replicator Engine: the content of {@link PreciselyJsonFormat}, as one record whose
 * fields are the tags, with the name of its schema before it. Safe for all threads.
 */
public final class PreciselyAvroFormat implements Format {
    /** Of a number or a text in a tag, in characters. */
    private static final int LONGEST_TAG = 1_000;

    private final PreciselyTags tags;
    private final RecordRules rules;
    private final TaggedChanges changes;
    private final Framing framing;
    private final AvroSchemas schemas;

    /** @param tables by the object name that the records carry */
    public PreciselyAvroFormat(
            PreciselyTags tags,
            RecordRules rules,
            LoadRules loads,
            SourceTables tables,
            Framing framing,
            AvroSchemas schemas) {
        this.tags = tags;
        this.rules = rules;
        this.changes = new TaggedChanges(tags, rules, loads, tables);
        this.framing = framing;
        this.schemas = schemas;
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault, SchemaUnavailable {
        if (record.value() == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
        requireFraming(record.value());
        Framing.Framed framed = framing.read(record.value());
        Value value = AvroValues.read(schemas.of(framed.schemaId()), framed.value());
        if (!(value instanceof Value.Fields fields)) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
        return Optional.of(changes.change(tagged(fields.row()), record));
    }

    private void requireFraming(byte[] value) throws SourceFault {
        Optional<Framing> other = Framing.of(value).filter(seen -> seen != framing);
        if (other.isPresent()) {
            throw new SourceFault(
                    SourceFault.Kind.SOURCE_SETTING,
                    Framing.PLACE,
                    "the records name schemas of another kind of registry than format.registry.type says",
                    "set format.registry.type: " + other.get().name().toLowerCase(Locale.ROOT));
        }
    }

    private TagValues tagged(Row row) throws Rejection {
        Optional<String> ordinal =
                tags.ordinal().isPresent() ? text(row, tags.ordinal().get()) : Optional.empty();
        return new TagValues(
                text(row, tags.objectName()),
                text(row, tags.operation()),
                text(row, tags.stck()),
                ordinal,
                image(row, tags.beforeImage()),
                image(row, tags.afterImage()));
    }

    /** Bytes, as of a clock, count as their hexadecimal digits. */
    private static Optional<String> text(Row row, String tag) throws Rejection {
        Value value = row.find(tag).orElse(Value.Null.NULL);
        if (value == Value.Null.NULL) {
            return Optional.empty();
        }
        if (value instanceof Value.Text text) {
            return Optional.of(text.text());
        }
        if (value instanceof Value.Decimal number && number.number().scale() == 0) {
            return Optional.of(number.number().toPlainString());
        }
        if (value instanceof Value.Binary binary && binary.bytes().length <= LONGEST_TAG) {
            return Optional.of(HexFormat.of().formatHex(binary.bytes()));
        }
        throw new Rejection(RejectionReason.UNDECODABLE, tag);
    }

    private Optional<Row> image(Row row, String tag) throws Rejection {
        Value value = row.find(tag).orElse(Value.Null.NULL);
        if (value == Value.Null.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof Value.Fields fields)) {
            throw new Rejection(RejectionReason.UNDECODABLE, tag);
        }
        return Optional.of(
                rules.leftOutColumns() == LeftOutColumns.AS_NULL ? withoutNulls(fields.row()) : fields.row());
    }

    private static Row withoutNulls(Row row) {
        Row.Builder same = new Row.Builder();
        for (int i = 0; i < row.size(); i++) {
            same.add(row.name(i), row.value(i));
        }
        return same.buildWithoutNulls();
    }
}
