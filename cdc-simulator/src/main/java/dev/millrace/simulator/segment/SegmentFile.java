package dev.millrace.simulator.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of the log: a header of 16 bytes, then entries of length (4 bytes), CRC-32C of the payload (4 bytes), and payload: a part of
 * a unit of work. A unit never spans two files.
 *
 * @param first the ordinal of its first change, which is its name
 */
record SegmentFile(Path path, long first) {
    static final int HEADER_BYTES = 16;
    static final int ENTRY_HEADER_BYTES = 8;
    /** "MRSEG", and the version of the layout. */
    private static final long MAGIC = 0x4D52_5345_4700_0001L;

    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.segment");

    /** The file that begins with this change. */
    static SegmentFile of(Path directory, long first) {
        return new SegmentFile(directory.resolve(String.format(Locale.ROOT, "%019d.segment", first)), first);
    }

    /** The files of a directory, oldest first. */
    static List<SegmentFile> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> {
                        Matcher name = NAME.matcher(file.getFileName().toString());
                        return name.matches()
                                ? Stream.of(new SegmentFile(file, Long.parseLong(name.group(1))))
                                : Stream.empty();
                    })
                    .sorted((one, other) -> Long.compare(one.first, other.first))
                    .toList();
        }
    }

    ByteBuffer header() {
        return ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putLong(first).flip();
    }
}
