package dev.millrace.simulator.segment;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.unit.PartHeader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The log of committed units of work, to be written by one process, which locks the directory. What was {@link #append appended} is
 * on disk, and to be seen by readers, once {@link #force()} has returned; where that fails, everything stays pending and can be tried
 * again: nothing is lost while the process lives, and nothing half written is ever read. Owned by one thread.
 */
public final class SegmentLog implements Closeable {
    /** Is left on the volume for the files beside the segments: where nothing can be acknowledged, nothing can be removed. */
    private static final int RESERVED_BYTES = 64 << 10;

    private final Path directory;
    private final FileStore volume;
    private final long segmentBytes;
    private final DirectoryLock lock;
    private final Watermark watermark;
    /** Oldest first; the last one is written. */
    private final Deque<Stored> files = new ArrayDeque<>();

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private LogEnd end = LogEnd.NONE;
    private LogEnd durable = LogEnd.NONE;
    private boolean unitOpen;

    /**
     * A file of the log.
     *
     * @param bytes its size as far as it is on disk for good
     * @param last where the log ends with it
     */
    private record Stored(SegmentFile file, long bytes, LogEnd last) {}

    private SegmentLog(Path directory, FileStore volume, long segmentBytes, DirectoryLock lock, Watermark watermark) {
        this.directory = directory;
        this.volume = volume;
        this.segmentBytes = segmentBytes;
        this.lock = lock;
        this.watermark = watermark;
    }

    /**
     * Opens the log and brings it to the state of its last whole unit: what a killed process or a power cut has left of a write is
     * cut off.
     *
     * @param segmentBytes a new file is begun at the first unit beyond this size
     * @throws SimulatorException {@code STORAGE_UNUSABLE} where the directory cannot be used or another process writes it; {@code
     *     SEGMENT_BROKEN} where what was on disk for good is damaged
     */
    public static SegmentLog open(Path directory, long segmentBytes) {
        try {
            DirectoryLock lock = DirectoryLock.ofCapture(directory);
            SegmentLog log = new SegmentLog(
                    directory, Files.getFileStore(directory), segmentBytes, lock, Watermark.toWrite(directory));
            try {
                log.recover();
                return log;
            } catch (IOException | RuntimeException damaged) {
                log.close();
                throw damaged;
            }
        } catch (IOException unusable) {
            throw unusable(directory, unusable);
        }
    }

    private static SimulatorException unusable(Path directory, IOException cause) {
        return new SimulatorException(
                SimulatorError.STORAGE_UNUSABLE,
                directory.toString(),
                "the directory cannot be used: " + cause.getMessage() + ".",
                "name a directory on a writable volume with free space.",
                cause);
    }

    private void recover() throws IOException {
        long promised = watermark.read();
        List<SegmentFile> found = SegmentFile.list(directory);
        for (int i = 0; i < found.size(); i++) {
            boolean newest = i == found.size() - 1;
            recover(found.get(i), newest, promised);
        }
        if (end.ordinal() < promised) {
            throw new SimulatorException(
                    SimulatorError.SEGMENT_BROKEN,
                    directory.toString(),
                    "changes up to " + promised + " were stored, but only those up to " + end.ordinal() + " are there.",
                    "look for a failing disk; restore the volume, or empty the directory and load the targets anew.");
        }
        Optional<Acknowledged> acknowledged = Acknowledged.read(directory);
        if (acknowledged.isPresent() && acknowledged.get().ordinal() > end.ordinal()) {
            // What comes next would count as acknowledged: it would be neither published nor kept.
            throw new SimulatorException(
                    SimulatorError.SEGMENT_BROKEN,
                    directory.toString(),
                    "changes up to " + acknowledged.get().ordinal() + " are acknowledged, but only those up to "
                            + end.ordinal() + " are there.",
                    "restore the volume, or empty the directory and load the targets anew.");
        }
        durable = end;
        watermark.write(end.ordinal());
    }

    private void recover(SegmentFile file, boolean newest, long promised) throws IOException {
        long whole = 0;
        try (SegmentReader reader = new SegmentReader(file)) {
            LogEnd unit = end;
            for (var part = reader.next(); part.isPresent(); part = reader.next()) {
                PartHeader header = part.get().header();
                requireNext(file, unit, header);
                unit = new LogEnd(header.unit(), header.stck(), header.position(), header.lastOrdinal());
                if (header.last()) {
                    end = unit;
                    whole = reader.offset();
                }
            }
        } catch (SimulatorException damaged) {
            // A torn write can look like anything, but only behind what was on disk for good.
            if (!newest || end.ordinal() < promised) {
                throw damaged;
            }
        }
        if (whole == 0) {
            if (!newest) {
                throw broken(file, "it has no whole unit of work");
            }
            Files.delete(file.path());
            return;
        }
        if (newest) {
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
                channel.truncate(whole);
                channel.force(true);
            }
        }
        files.add(new Stored(file, whole, end));
    }

    private static void requireNext(SegmentFile file, LogEnd before, PartHeader next) {
        long expected = before.ordinal() == 0 ? file.first() : before.ordinal() + 1;
        if (next.firstOrdinal() != expected) {
            throw broken(file, "change " + next.firstOrdinal() + " follows " + before.ordinal());
        }
    }

    private static SimulatorException broken(SegmentFile file, String what) {
        return new SimulatorException(
                SimulatorError.SEGMENT_BROKEN,
                file.path().toString(),
                "the stored change data is damaged: " + what + ".",
                "look for a failing disk; restore the volume, or empty the directory and load the targets anew.");
    }

    /** Where the log ends with everything that was appended. */
    public LogEnd end() {
        return end;
    }

    /** Where the log ends on disk. */
    public LogEnd durable() {
        return durable;
    }

    /** Bytes that wait for {@link #force()}. */
    public int pendingBytes() {
        return pending.size();
    }

    /** How many files there are. */
    public int files() {
        return files.size();
    }

    /** Bytes on disk. */
    public long storedBytes() {
        return files.stream().mapToLong(Stored::bytes).sum();
    }

    /** Adds a part of a unit; {@link IllegalArgumentException} where it does not follow on what was appended before. */
    public void append(PartHeader header, byte[] payload) {
        boolean sameUnit = header.unit() == end.unit();
        if (header.firstOrdinal() != end.ordinal() + 1
                || sameUnit != unitOpen
                || Long.compareUnsigned(header.stck(), end.stck()) < 0) {
            throw new IllegalArgumentException(
                    "change " + header.firstOrdinal() + " of unit " + header.unit() + " does not follow on " + end);
        }
        ByteBuffer entry = ByteBuffer.allocate(SegmentFile.ENTRY_HEADER_BYTES)
                .putInt(payload.length)
                .putInt(SegmentReader.checksum(payload));
        pending.writeBytes(entry.array());
        pending.writeBytes(payload);
        end = new LogEnd(header.unit(), header.stck(), header.position(), header.lastOrdinal());
        unitOpen = !header.last();
    }

    /**
     * Brings what is pending to disk, and then lets readers see it. Not within a unit.
     *
     * @throws IOException where that fails: it is all pending still
     */
    public void force() throws IOException {
        if (unitOpen) {
            throw new IllegalStateException("unit " + end.unit() + " has no end yet");
        }
        if (pending.size() == 0) {
            return;
        }
        Stored newest = files.peekLast();
        boolean opensFile = newest == null || newest.bytes() >= segmentBytes;
        Stored target = opensFile ? new Stored(SegmentFile.of(directory, durable.ordinal() + 1), 0, durable) : newest;
        long size = write(target);
        if (!opensFile) {
            files.removeLast();
        }
        files.addLast(new Stored(target.file(), size, end));
        durable = end;
        pending.reset();
        watermark.write(end.ordinal());
    }

    /** Writes behind what is there, over what an attempt before has left. */
    private long write(Stored target) throws IOException {
        requireRoom();
        try (FileChannel channel =
                FileChannel.open(target.file().path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(target.bytes());
            channel.position(target.bytes());
            try {
                if (target.bytes() == 0) {
                    writeAll(channel, target.file().header());
                }
                writeAll(channel, ByteBuffer.wrap(pending.toByteArray()));
            } catch (IOException full) {
                // Room for the file of what is acknowledged: without that, nothing could be removed.
                channel.truncate(target.bytes());
                throw full;
            }
            channel.force(false);
            if (target.bytes() == 0) {
                forceDirectory();
            }
            return channel.position();
        }
    }

    /** A volume that does not say how much it has left, or has nothing left, is tried. */
    private void requireRoom() throws IOException {
        long left = volume.getUsableSpace();
        if (left > 0 && left - RESERVED_BYTES < pending.size()) {
            throw new IOException("the volume has " + left + " bytes left, too few for " + pending.size() + " beside "
                    + RESERVED_BYTES + " in reserve");
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A new file's name has to survive a power cut as well. */
    private void forceDirectory() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /**
     * Removes the files whose changes are all acknowledged and older than a store clock value; never the newest file.
     *
     * @param acknowledged the ordinal up to which every change is acknowledged
     * @return how many files were removed
     */
    public int truncate(long acknowledged, long olderThan) throws IOException {
        int removed = 0;
        while (files.size() > 1) {
            Stored oldest = files.getFirst();
            if (oldest.last().ordinal() > acknowledged
                    || Long.compareUnsigned(oldest.last().stck(), olderThan) >= 0) {
                break;
            }
            Files.deleteIfExists(oldest.file().path());
            files.removeFirst();
            removed++;
        }
        return removed;
    }

    @Override
    public void close() throws IOException {
        watermark.close();
        lock.close();
    }
}
