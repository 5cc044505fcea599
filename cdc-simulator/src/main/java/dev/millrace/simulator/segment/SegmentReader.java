package dev.millrace.simulator.segment;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.unit.MalformedPartException;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartReader;
import dev.millrace.simulator.unit.UnitPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads one segment file from its begin, also while it grows. Owned by one thread. */
final class SegmentReader implements Closeable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final SegmentFile file;
    private final FileChannel channel;
    /** What was read of the file and not looked at yet. */
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    /** Where in the file the next entry begins. */
    private long offset;

    SegmentReader(SegmentFile file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file.path(), StandardOpenOption.READ);
    }

    SegmentFile file() {
        return file;
    }

    /** Where the entry begins that {@link #next()} reads. */
    long offset() {
        return offset;
    }

    /**
     * The next entry; empty where it is not there, or not whole, yet.
     *
     * @throws SimulatorException {@code SEGMENT_BROKEN} where it is damaged: also what a torn write may leave at the end
     */
    Optional<StoredPart> next() throws IOException {
        if (offset == 0 && !readHeader()) {
            return Optional.empty();
        }
        if (!has(SegmentFile.ENTRY_HEADER_BYTES)) {
            return Optional.empty();
        }
        int length = buffer.getInt(buffer.position());
        if (length < PartHeader.BYTES || length > UnitPart.MAX_BYTES) {
            throw broken("an impossible length");
        }
        if (!has(SegmentFile.ENTRY_HEADER_BYTES + length)) {
            return Optional.empty();
        }
        int checksum = buffer.getInt(buffer.position() + Integer.BYTES);
        byte[] payload = new byte[length];
        buffer.get(buffer.position() + SegmentFile.ENTRY_HEADER_BYTES, payload);
        if (checksum(payload) != checksum) {
            throw broken("a wrong checksum");
        }
        StoredPart part = new StoredPart(header(payload), payload);
        skip(SegmentFile.ENTRY_HEADER_BYTES + length);
        return Optional.of(part);
    }

    /**
     * Forgets what was read ahead: the process that writes may be killed before those bytes are on disk for good, and then writes
     * others in their place.
     */
    void discardReadAhead() {
        buffer.position(buffer.limit());
    }

    static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    private boolean readHeader() throws IOException {
        if (!has(SegmentFile.HEADER_BYTES)) {
            return false;
        }
        if (!buffer.slice(buffer.position(), SegmentFile.HEADER_BYTES).equals(file.header())) {
            throw broken("another header");
        }
        skip(SegmentFile.HEADER_BYTES);
        return true;
    }

    private PartHeader header(byte[] payload) {
        try {
            return PartReader.header(payload);
        } catch (MalformedPartException malformed) {
            throw broken(String.valueOf(malformed.getMessage()));
        }
    }

    private void skip(int bytes) {
        buffer.position(buffer.position() + bytes);
        offset += bytes;
    }

    /** Fills the buffer as far as the file goes; false where that is not enough. */
    private boolean has(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return true;
        }
        if (channel.size() - offset < bytes) {
            return false;
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(bytes).put(buffer);
        } else {
            buffer.compact();
        }
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // Once is nearly always enough.
        }
        buffer.flip();
        return buffer.remaining() >= bytes;
    }

    private SimulatorException broken(String what) {
        return new SimulatorException(
                SimulatorError.SEGMENT_BROKEN,
                file.path() + ", byte " + offset,
                "the stored change data is damaged: " + what + ".",
                "look for a failing disk; restore the volume, or empty the directory and load the targets anew.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
