package dev.millrace.core.format.debezium;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A part of a place in a log.
 *
 * @param name of the field of {@code source}
 * @param bytes its width in the token
 */
record LogField(String name, int bytes, Writing writing) {
    /** What stands for a place in a log where there is none, as in the records of a snapshot. */
    private static final String NONE = "NULL";

    /** How the part is written. */
    enum Writing {
        /** Hexadecimal digits, with colons for people. */
        LSN,
        /** Decimal digits. */
        NUMBER,
        /** A file's name that ends with a point and the file's number. */
        FILE_NUMBER
    }

    static LogField lsn(String name, int bytes) {
        return new LogField(name, bytes, Writing.LSN);
    }

    static LogField number(String name) {
        return new LogField(name, Long.BYTES, Writing.NUMBER);
    }

    static LogField fileNumber(String name) {
        return new LogField(name, Long.BYTES, Writing.FILE_NUMBER);
    }

    /** Whether the text is a place, or what stands for none. */
    static boolean isThere(String text) {
        return !text.isEmpty() && !text.equals(NONE);
    }

    /** As an unsigned number of the part's width; empty where the text is malformed. */
    Optional<byte[]> read(String text) {
        try {
            return switch (writing) {
                case LSN -> aligned(HexFormat.of().parseHex(text.replace(":", "")));
                case NUMBER -> Optional.of(eightBytes(text));
                case FILE_NUMBER -> Optional.of(eightBytes(text.substring(text.lastIndexOf('.') + 1)));
            };
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> aligned(byte[] digits) {
        if (digits.length == 0 || digits.length > bytes) {
            return Optional.empty();
        }
        byte[] aligned = new byte[bytes];
        System.arraycopy(digits, 0, aligned, bytes - digits.length, digits.length);
        return Optional.of(aligned);
    }

    private static byte[] eightBytes(String digits) {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(Long.parseUnsignedLong(digits))
                .array();
    }

    /** As the source would write it. */
    String write(long number) {
        return switch (writing) {
            case LSN -> {
                byte[] digits = new byte[bytes];
                ByteBuffer.wrap(digits).putLong(bytes - Long.BYTES, number);
                String hex = HexFormat.of().formatHex(digits);
                yield hex.substring(0, 8) + ":" + hex.substring(8, 16) + ":" + hex.substring(16);
            }
            case NUMBER -> Long.toUnsignedString(number);
            case FILE_NUMBER -> "binlog." + Long.toUnsignedString(number);
        };
    }
}
