package dev.millrace.simulator.segment;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.unit.PartHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a log that another process writes, from a change on, as far as it is on disk for good. Owned by one thread. */
public final class SegmentCursor implements Closeable {
    /** More files than Capture removes while one is looked for. */
    private static final int ATTEMPTS = 20;

    private final Path directory;
    private final Watermark watermark;
    private @Nullable SegmentReader reader;
    /** The change that comes next. */
    private long next;

    private long durable;

    private SegmentCursor(Path directory, Watermark watermark, long from) {
        this.directory = directory;
        this.watermark = watermark;
        this.next = from;
    }

    /**
     * A cursor before a change that begins a unit of work.
     *
     * @throws NoSuchFileException where no Capture has written the directory yet
     */
    public static SegmentCursor open(Path directory, long from) throws IOException {
        return new SegmentCursor(directory, Watermark.toRead(directory), from);
    }

    /**
     * The ordinal of the first change of the oldest unit that is kept and was committed at or after a store clock value; the one
     * behind the last where there is none.
     */
    public static long since(Path directory, long stck) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return find(directory, stck);
            } catch (NoSuchFileException | SimulatorException removed) {
                // Capture removes files meanwhile: those that are left are looked at anew.
                if (!isRemoved(removed) || attempt == ATTEMPTS) {
                    throw removed;
                }
            }
        }
    }

    private static boolean isRemoved(Exception failure) {
        return failure instanceof SimulatorException broken
                ? broken.code() == SimulatorError.SEGMENT_MISSING
                : !String.valueOf(failure.getMessage()).endsWith(Watermark.NAME);
    }

    private static long find(Path directory, long stck) throws IOException {
        List<SegmentFile> files = SegmentFile.list(directory);
        long first = files.isEmpty() ? 1 : files.get(0).first();
        for (SegmentFile file : files) {
            // The log's clock never goes back: the last file that begins before has the unit, or the one behind it.
            if (Long.compareUnsigned(clockAtBegin(file), stck) < 0) {
                first = file.first();
            }
        }
        try (SegmentCursor cursor = open(directory, first)) {
            for (Optional<StoredPart> part = cursor.next(); part.isPresent(); part = cursor.next()) {
                if (Long.compareUnsigned(part.get().header().stck(), stck) >= 0) {
                    return part.get().header().firstOrdinal();
                }
            }
            return cursor.next;
        }
    }

    /** The ordinal of the oldest change that is kept; 1 where there is none. */
    public static long oldest(Path directory) throws IOException {
        List<SegmentFile> files = SegmentFile.list(directory);
        return files.isEmpty() ? 1 : files.get(0).first();
    }

    private static long clockAtBegin(SegmentFile file) throws IOException {
        try (SegmentReader begin = new SegmentReader(file)) {
            return begin.next().map(part -> part.header().stck()).orElse(-1L);
        }
    }

    /**
     * The ordinal of the last change on disk.
     *
     * @throws NoSuchFileException where no Capture has written the directory yet
     */
    public static long durable(Path directory) throws IOException {
        try (Watermark watermark = Watermark.toRead(directory)) {
            return watermark.read();
        }
    }

    /**
     * Where the log ends on disk, at least as far as it was when this was called.
     *
     * @throws NoSuchFileException where no Capture has written the directory yet
     */
    public static LogEnd end(Path directory) throws IOException {
        long durable = durable(directory);
        // The newest of them may hold nothing yet that is on disk for good.
        long first = SegmentFile.list(directory).stream()
                .mapToLong(SegmentFile::first)
                .filter(begin -> begin <= durable)
                .max()
                .orElse(durable + 1);
        LogEnd end = LogEnd.NONE;
        try (SegmentCursor cursor = open(directory, first)) {
            while (end.ordinal() < durable) {
                PartHeader last = cursor.next().orElseThrow(cursor::missing).header();
                end = new LogEnd(last.unit(), last.stck(), last.position(), last.lastOrdinal());
            }
        }
        return end;
    }

    /** The ordinal of the last change on disk, as this cursor has seen it. */
    public long durable() {
        return durable;
    }

    /**
     * The next part that is on disk for good; empty where there is none now.
     *
     * @throws SimulatorException {@code SEGMENT_BROKEN} where it is damaged, {@code SEGMENT_MISSING} where it is not kept any more
     */
    public Optional<StoredPart> next() throws IOException {
        if (durable < next) {
            durable = watermark.read();
            if (durable < next) {
                return Optional.empty();
            }
            if (reader != null) {
                reader.discardReadAhead();
            }
        }
        while (true) {
            SegmentReader current = reader == null ? openFile() : reader;
            reader = current;
            Optional<StoredPart> part = current.next();
            if (part.isEmpty()) {
                // What is on disk for good and not in this file begins another one.
                current.close();
                reader = null;
                if (current.file().first() == next || !exists(next)) {
                    throw missing();
                }
                continue;
            }
            long ordinal = part.get().header().firstOrdinal();
            if (ordinal == next) {
                next = part.get().header().lastOrdinal() + 1;
                return part;
            }
            if (ordinal > next) {
                throw missing();
            }
        }
    }

    private boolean exists(long first) throws IOException {
        return SegmentFile.list(directory).stream().anyMatch(file -> file.first() == first);
    }

    private SegmentReader openFile() throws IOException {
        SegmentFile holds = SegmentFile.list(directory).stream()
                .filter(file -> file.first() <= next)
                .reduce((older, newer) -> newer)
                .orElseThrow(this::missing);
        try {
            return new SegmentReader(holds);
        } catch (NoSuchFileException truncated) {
            throw missing();
        }
    }

    private SimulatorException missing() {
        return new SimulatorException(
                SimulatorError.SEGMENT_MISSING,
                directory.toString(),
                "change " + next + " is not stored any more.",
                "load the targets anew; then keep changes longer, with storage.replay-window.");
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        watermark.close();
    }
}
