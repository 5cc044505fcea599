package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Operation;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonRecordWriter;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.WrittenRecord;

/** What {@link PreciselyJsonFormat} reads. */
public final class PreciselyJsonWriter implements ChangeWriter {
    /** Any will do: no two of these records share a token. */
    private static final int ORDINAL = 1;

    private final JsonRecordWriter records = new JsonRecordWriter();
    private final PreciselyTags tags;

    public PreciselyJsonWriter(PreciselyTags tags) {
        this.tags = tags;
    }

    @Override
    public WrittenRecord write(WrittenChange change) {
        Operation operation = change.operation();
        return records.write(out -> {
            out.writeStringField(tags.objectName(), change.table());
            out.writeStringField(tags.stck(), StoreClock.STCK.text(change.time()));
            out.writeStringField(tags.operation(), operation.name().substring(0, 1));
            if (tags.ordinal().isPresent()) {
                out.writeNumberField(tags.ordinal().get(), ORDINAL);
            }
            if (operation != Operation.INSERT) {
                JsonRecordWriter.image(out, tags.beforeImage(), change.before());
            }
            if (operation != Operation.DELETE) {
                JsonRecordWriter.image(out, tags.afterImage(), change.after());
            }
        });
    }
}
