package dev.millrace.codec;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes a data set with fixed record length and no record descriptor words, which {@link FixedRecords} reads. Records
 * shorter than the longest are padded with blanks. A record that cannot be encoded leaves no trace.
 *
 * <p>For one thread.
 */
public final class FixedRecordsWriter implements Closeable {

    private final OutputStream output;
    private final RecordEncoder codec;
    private final byte[] buffer;

    /** Writes to a stream. Closing this closes the stream. */
    public FixedRecordsWriter(OutputStream output, RecordEncoder codec) {
        this.output = output;
        this.codec = codec;
        this.buffer = new byte[codec.recordLength()];
    }

    /**
     * Creates a file, or empties it where it exists.
     *
     * @throws IOException where that fails
     */
    public static FixedRecordsWriter create(Path file, RecordEncoder codec) throws IOException {
        return new FixedRecordsWriter(new BufferedOutputStream(Files.newOutputStream(file)), codec);
    }

    /**
     * Appends a record.
     *
     * @throws CodecException as {@link RecordEncoder#encode}
     * @throws IOException where writing fails
     */
    public void write(CobolRecord record) throws IOException {
        int length = codec.encode(record, buffer, 0);
        Arrays.fill(buffer, length, buffer.length, CodePage.BLANK);
        output.write(buffer);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
