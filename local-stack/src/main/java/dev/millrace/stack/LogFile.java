package dev.millrace.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A server's output since one of its starts. Reading a file that cannot be read gives nothing: the log only explains, it
 * never decides that something failed.
 *
 * @param file appended to by the server
 * @param start where this start begins, in bytes
 */
record LogFile(Path file, long start) {
    private static final int LAST_LINES = 15;
    private static final int MOST_BYTES = 64 * 1024;

    /** The log of a process that is about to be started. */
    static LogFile openAtEnd(Path file) {
        OwnFiles.createDirectories(OwnFiles.parent(file));
        try {
            return new LogFile(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw OwnFiles.unusable(file, e);
        }
    }

    /** Whether the server has written this text, which may be anywhere since the start. */
    boolean contains(String text) {
        return read(start).contains(text);
    }

    /** Whether the server has written one of these texts. */
    boolean containsAny(List<String> texts) {
        String written = read(start);
        return texts.stream().anyMatch(written::contains);
    }

    /** The last lines for an error message, each on a line of its own; empty where there are none. */
    String lastLines() {
        List<String> lines = read(Math.max(start, size() - MOST_BYTES)).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(line -> System.lineSeparator() + "    " + line)
                .collect(Collectors.joining());
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private String read(long from) {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            input.seek(from);
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, input.length() - from))];
            input.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
