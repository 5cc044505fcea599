package dev.millrace.stack;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Redis answers to one command.
 *
 * @param latin1 a character for each byte, which need not be text; empty for a list and for nothing
 * @param items of a list
 */
record RedisReply(Kind kind, String latin1, List<RedisReply> items) {

    /** What an answer is. */
    enum Kind {
        /** Bytes, a number or a word. */
        VALUE,
        /** The command was refused; the text says why. */
        REFUSAL,
        LIST
    }

    static RedisReply value(String latin1) {
        return new RedisReply(Kind.VALUE, latin1, List.of());
    }

    boolean isRefusal() {
        return kind == Kind.REFUSAL;
    }

    byte[] bytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The bytes as UTF-8; the items of a list with line ends between them. */
    String text() {
        return kind == Kind.LIST
                ? items.stream().map(RedisReply::text).collect(Collectors.joining("\n"))
                : new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The fields of an answer that has lines of {@code name:value}. */
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        text().lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return fields;
    }
}
