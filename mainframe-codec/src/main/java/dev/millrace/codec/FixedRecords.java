package dev.millrace.codec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * The records of a data set with fixed record length and no record descriptor words, as an unload or a binary transfer
 * delivers it. Where records have different lengths, each takes the bytes of the longest, and what is behind its own is
 * not looked at. One record is in memory at a time, so the size of the data set does not matter.
 *
 * <p>For one thread.
 */
public final class FixedRecords implements CobolRecords {

    private final String name;
    private final InputStream input;
    private final RecordDecoder codec;
    private final byte[] buffer;
    private long recordNumber;
    private int buffered;

    private FixedRecords(String name, InputStream input, RecordDecoder codec) {
        this.name = name;
        this.input = input;
        this.codec = codec;
        this.buffer = new byte[codec.recordLength()];
    }

    /**
     * Opens a file, to be closed by the caller.
     *
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where its size is no multiple of the record length
     * @throws IOException where it cannot be opened
     */
    public static FixedRecords open(Path file, RecordDecoder codec) throws IOException {
        // Before the first record is handed out, so that nobody processes half of a truncated data set.
        requireWholeRecords(file.toString(), Files.size(file), codec.recordLength());
        return new FixedRecords(file.toString(), new BufferedInputStream(Files.newInputStream(file)), codec);
    }

    /**
     * Reads a stream from where it stands. Closing this closes the stream.
     *
     * @param name of the data set, for messages
     */
    public static FixedRecords of(String name, InputStream input, RecordDecoder codec) {
        return new FixedRecords(name, input, codec);
    }

    /**
     * Whether there is another record.
     *
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where the data set ends within it
     * @throws UncheckedIOException where reading fails
     */
    @Override
    public boolean hasNext() {
        if (buffered == 0) {
            try {
                buffered = input.readNBytes(buffer, 0, buffer.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        requireWholeRecords(name, recordNumber * buffer.length + buffered, buffer.length);
        return buffered > 0;
    }

    /**
     * The next record. After a record that cannot be decoded, the next call goes on with the one behind it.
     *
     * @throws CodecException as {@link #hasNext()}, and as {@link RecordDecoder#decodePadded}
     * @throws UncheckedIOException where reading fails
     */
    @Override
    public CobolRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        buffered = 0;
        recordNumber++;
        return codec.decodePadded(buffer, 0, buffer.length, recordNumber);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private static void requireWholeRecords(String name, long size, int recordLength) {
        long remainder = size % recordLength;
        if (remainder != 0) {
            throw new CodecException(
                    ErrorCode.RECORD_LENGTH,
                    new Place.InDataSet(name),
                    size + " bytes are not a whole number of records of " + recordLength + " bytes, " + remainder
                            + " are left over",
                    "use the copybook of this data set, or transfer it again, in binary and completely");
        }
    }
}
