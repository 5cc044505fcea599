package dev.millrace.codec.dataset;

import dev.millrace.codec.CodecException;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Reads the record descriptor words of a data set, and the bytes behind them. For one thread. */
class RecordDescriptors implements Closeable {

    static final int WORD = 4;

    private final String name;
    private final InputStream input;
    private long offset;
    private long record = 1;

    RecordDescriptors(String name, InputStream input) {
        this.name = name;
        this.input = input;
    }

    /** For messages: the number of the record that comes next or goes on, counted from 1. */
    void enter(long number) {
        record = number;
    }

    /** The next segment, of which the bytes are next to be read; empty at the end of the data set. */
    Optional<Segment> next() throws IOException {
        return word("record").map(this::segment);
    }

    /** Whether a record descriptor word may stand where a word begins. */
    final Segment segment(byte[] word) {
        int length = (word[0] & 0xFF) << Byte.SIZE | (word[1] & 0xFF);
        if (length < WORD || (word[2] & ~3) != 0 || word[3] != 0) {
            throw broken(
                    offset - WORD,
                    "the bytes 0x" + HexFormat.of().withUpperCase().formatHex(word) + " are no record descriptor word");
        }
        return new Segment(offset - WORD, length - WORD, Segment.Kind.of(word[2]));
    }

    /** The next four bytes, or none at the end of the data set. */
    final Optional<byte[]> word(String of) throws IOException {
        byte[] word = new byte[WORD];
        int read = input.readNBytes(word, 0, WORD);
        offset += read;
        if (read > 0 && read < WORD) {
            throw broken(offset - read, "the data set ends within the descriptor word of a " + of);
        }
        return read == 0 ? Optional.empty() : Optional.of(word);
    }

    /** Reads the bytes of a segment. */
    final void read(byte[] buffer, int from, int length) throws IOException {
        int read = input.readNBytes(buffer, from, length);
        offset += read;
        if (read < length) {
            throw new CodecException(
                    ErrorCode.RECORD_LENGTH,
                    new Place.InDescriptor(name, record, offset),
                    "the data set ends " + (length - read) + " bytes before the record does",
                    "transfer it again, in binary and completely");
        }
    }

    final long offset() {
        return offset;
    }

    final CodecException broken(long at, String problem) {
        return new CodecException(
                ErrorCode.RECORD_DESCRIPTOR,
                new Place.InDescriptor(name, record, at),
                problem,
                "check the record format, and that the transfer has kept the descriptor words (RDW, BDW) and was binary");
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
