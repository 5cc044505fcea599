package dev.millrace.codec.dataset;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolRecords;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of a data set with descriptor words. Behind a broken word nothing more can be read. For one thread. */
final class VariableRecords implements CobolRecords {

    private final SpannedRecords records;
    private final RecordDecoder decoder;
    /** Of the next record: whether there is one, or null where that is not known yet. */
    private @Nullable Boolean found;

    private @Nullable CodecException broken;

    VariableRecords(SpannedRecords records, RecordDecoder decoder) {
        this.records = records;
        this.decoder = decoder;
    }

    @Override
    public boolean hasNext() {
        if (broken != null) {
            throw broken;
        }
        if (found == null) {
            try {
                found = records.next();
            } catch (CodecException e) {
                broken = e;
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    @Override
    public CobolRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no record behind the last of " + records.name());
        }
        found = null;
        return decoder.decode(records.buffer(), 0, records.length(), records.number());
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
