package dev.millrace.simulator.publish;

import dev.millrace.simulator.segment.Acknowledged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one connection has everything acknowledged, and the file that says so: it follows within moments. Safe for all threads. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Path directory;
    private Acknowledged last;
    private long written;
    private boolean failing;
    private long writtenAt = System.nanoTime() - INTERVAL_NANOS;

    /** @param begin what the file says already */
    Progress(Path directory, Acknowledged begin) {
        this.directory = directory;
        this.last = begin;
        this.written = begin.ordinal();
    }

    /** Everything up to a unit of work is acknowledged. */
    synchronized void reached(long ordinal, long stck) {
        last = new Acknowledged(ordinal, stck, last.cluster());
    }

    /** Writes the file where it is behind, now and then; a disk that is full now may have room soon. */
    synchronized void writeNowAndThen() {
        if (last.ordinal() == written || System.nanoTime() - writtenAt <= INTERVAL_NANOS) {
            return;
        }
        try {
            write();
            failing = false;
        } catch (IOException unwritable) {
            writtenAt = System.nanoTime();
            if (!failing) {
                LOG.warn(
                        "the position of the last acknowledgement cannot be written: {}; trying again",
                        unwritable.toString());
            }
            failing = true;
        }
    }

    /** Writes the file where it is behind. */
    synchronized void write() throws IOException {
        if (last.ordinal() != written) {
            last.write(directory);
            written = last.ordinal();
            writtenAt = System.nanoTime();
        }
    }
}
