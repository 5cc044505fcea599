package dev.millrace.simulator.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How far the log is on disk for good: the ordinal of the last change that a reader may take, in a file of its own. It is the number
 * and its complement, so that half a write reads as no news. One process writes, others read.
 */
final class Watermark implements Closeable {
    static final String NAME = "durable";
    private static final int BYTES = 2 * Long.BYTES;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    private long last;

    private Watermark(FileChannel channel) {
        this.channel = channel;
    }

    static Watermark toWrite(Path directory) throws IOException {
        return new Watermark(FileChannel.open(
                directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    static Watermark toRead(Path directory) throws IOException {
        return new Watermark(FileChannel.open(directory.resolve(NAME), StandardOpenOption.READ));
    }

    /** The last ordinal that was written, or the one before where that is half written; 0 where there is none. */
    long read() throws IOException {
        buffer.clear();
        if (channel.read(buffer, 0) == BYTES && buffer.getLong(0) == ~buffer.getLong(Long.BYTES)) {
            last = buffer.getLong(0);
        }
        return last;
    }

    void write(long ordinal) throws IOException {
        buffer.clear();
        buffer.putLong(ordinal).putLong(~ordinal).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer, buffer.position());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
