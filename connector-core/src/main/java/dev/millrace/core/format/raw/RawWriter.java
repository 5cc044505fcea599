package dev.millrace.core.format.raw;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.SourceHeader;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.WrittenRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@link RawFormat} reads. */
public final class RawWriter implements ChangeWriter {
    /** Any will do: no two of these records share a token. */
    private static final String ORDINAL = "1";

    private final Map<String, RawTable> tables;

    /** @param tables by their names at the source */
    public RawWriter(Map<String, RawTable> tables) {
        this.tables = Map.copyOf(tables);
    }

    @Override
    public WrittenRecord write(WrittenChange change) throws Rejection {
        Operation operation = change.operation();
        RawTable known = tables.get(change.table());
        if (known == null) {
            throw new Rejection(RejectionReason.TABLE_UNKNOWN, RawHeader.OBJECT.text());
        }
        WrittenImage written = known.images().written(operation == Operation.DELETE ? change.before() : change.after());
        List<SourceHeader> headers = new ArrayList<>(List.of(
                text(RawHeader.OBJECT, change.table()),
                text(RawHeader.OPERATION, operation.name().substring(0, 1)),
                text(RawHeader.TOKEN, StoreClock.STCK.text(change.time())),
                text(RawHeader.ORDINAL, ORDINAL)));
        if (operation == Operation.UPDATE) {
            headers.add(new SourceHeader(
                    RawHeader.BEFORE.text(),
                    known.images().written(change.before()).image()));
        }
        written.parentKey().ifPresent(key -> headers.add(new SourceHeader(RawHeader.PARENT_KEY.text(), key)));
        return new WrittenRecord(written.image(), headers);
    }

    private static SourceHeader text(RawHeader header, String value) {
        return new SourceHeader(header.text(), value.getBytes(StandardCharsets.UTF_8));
    }
}
