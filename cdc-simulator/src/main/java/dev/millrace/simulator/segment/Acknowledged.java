package dev.millrace.simulator.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a Dispatcher has everything stored in Kafka: kept in a file beside the log, which is replaced whole. The Publisher writes it;
 * Capture keeps what lies behind.
 *
 * @param ordinal of the last change of a unit of work, 0 before the first
 * @param stck the store clock of that unit's commit
 * @param cluster the identity of the Kafka cluster; not empty
 */
public record Acknowledged(long ordinal, long stck, String cluster) {
    private static final String FILE = "acknowledged";
    private static final Pattern CONTENT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{16}) (\\S.*)\n");

    /** What the file says; empty where there is none yet. */
    public static Optional<Acknowledged> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Matcher content = CONTENT.matcher(text);
        if (!content.matches()) {
            throw new IOException(file + " is damaged: remove it, and everything that is kept is published again");
        }
        return Optional.of(new Acknowledged(
                Long.parseLong(content.group(1)), Long.parseUnsignedLong(content.group(2), 16), content.group(3)));
    }

    /** Replaces the file, on disk for good when this returns. */
    public void write(Path directory) throws IOException {
        String text = ordinal + " " + HexFormat.of().toHexDigits(stck) + " " + cluster + "\n";
        Path part = directory.resolve(FILE + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
