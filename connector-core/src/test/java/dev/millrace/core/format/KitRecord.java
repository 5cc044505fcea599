package dev.millrace.core.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of offset 42 of the topic {@code bank}, from the first second of 1970. */
public final class KitRecord implements SourceRecord {
    private final byte @Nullable [] value;
    private final List<SourceHeader> headers;
    private final long timestampMillis;

    public KitRecord(byte @Nullable [] value) {
        this(value, List.of());
    }

    public KitRecord(byte @Nullable [] value, List<SourceHeader> headers) {
        this(value, headers, 0);
    }

    /** One of another time. */
    public KitRecord(byte @Nullable [] value, List<SourceHeader> headers, long timestampMillis) {
        this.value = value;
        this.headers = headers;
        this.timestampMillis = timestampMillis;
    }

    /** @param json with single quotes for double ones */
    public static KitRecord of(String json) {
        return new KitRecord(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String topic() {
        return "bank";
    }

    @Override
    public long offset() {
        return 42;
    }

    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public List<SourceHeader> headers() {
        return headers;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }
}
