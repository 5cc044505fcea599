package dev.millrace.codec.dataset;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.Place;
import dev.millrace.codec.RecordEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes a data set with a descriptor word before each record, and before each block where there are blocks: what {@link RecordFormat#V}
 * and {@link RecordFormat#VB} read. No record is spanned. A record that cannot be encoded leaves no trace.
 *
 * <p>For one thread.
 */
public final class VariableRecordsWriter implements Closeable {

    /** Bytes of the longest record that a descriptor word can stand before. */
    public static final int LONGEST_RECORD = 32_756;
    /** Half a track of a disk, with room for the words: what blocks usually have. */
    public static final int USUAL_BLOCK = 27_998;

    private static final int WORD = 4;
    private static final int LONGEST_BLOCK = 32_760;

    private final OutputStream output;
    private final RecordEncoder encoder;
    /** Words and records of the block, behind its own word. */
    private final byte[] block;

    private final OptionalInt blockSize;
    private int used = WORD;

    private VariableRecordsWriter(OutputStream output, RecordEncoder encoder, OptionalInt blockSize) {
        this.output = output;
        this.encoder = encoder;
        this.blockSize = blockSize;
        // Room for a block, and behind it for a record that belongs into the next.
        int longest = 2 * WORD + encoder.recordLength();
        this.block = new byte[Math.max(blockSize.orElse(0), longest) + longest];
    }

    /** Of the format V. Closing this closes the stream. */
    public static VariableRecordsWriter records(OutputStream output, RecordEncoder encoder) {
        return new VariableRecordsWriter(output, encoder, OptionalInt.empty());
    }

    /**
     * Of the format VB. Closing this closes the stream.
     *
     * @param blockSize most bytes of a block, descriptor words included; a longer record has a block of its own
     */
    public static VariableRecordsWriter blocks(OutputStream output, RecordEncoder encoder, int blockSize) {
        if (blockSize < 2 * WORD || blockSize > LONGEST_BLOCK) {
            throw new IllegalArgumentException("a block has 8 to " + LONGEST_BLOCK + " bytes, not " + blockSize);
        }
        return new VariableRecordsWriter(output, encoder, OptionalInt.of(blockSize));
    }

    /**
     * Appends a record.
     *
     * @throws CodecException as {@link RecordEncoder#encode}, and {@link ErrorCode#RECORD_LENGTH} where it is longer than
     *     {@link #LONGEST_RECORD}, in blocks 4 bytes less
     * @throws IOException where writing fails
     */
    public void write(CobolRecord record) throws IOException {
        int length = encoder.encode(record, block, used + WORD);
        int longest = blockSize.isPresent() ? LONGEST_RECORD - WORD : LONGEST_RECORD;
        if (length > longest) {
            throw new CodecException(
                    ErrorCode.RECORD_LENGTH,
                    new Place.InRecord(OptionalLong.empty(), 0, record.name()),
                    "the record has " + length + " bytes, " + longest + " are the most that a descriptor word takes",
                    "write it with format F");
        }
        if (used > WORD && used + WORD + length > blockSize.orElse(0)) {
            int start = used + WORD;
            flushBlock();
            System.arraycopy(block, start, block, used + WORD, length);
        }
        word(used, WORD + length);
        used += WORD + length;
        if (blockSize.isEmpty()) {
            flushBlock();
        }
    }

    private void flushBlock() throws IOException {
        if (used == WORD) {
            return;
        }
        word(0, used);
        int from = blockSize.isPresent() ? 0 : WORD;
        output.write(block, from, used - from);
        used = WORD;
    }

    private void word(int at, int length) {
        block[at] = (byte) (length >> Byte.SIZE);
        block[at + 1] = (byte) length;
        block[at + 2] = 0;
        block[at + 3] = 0;
    }

    @Override
    public void close() throws IOException {
        flushBlock();
        output.close();
    }
}
