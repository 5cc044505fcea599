package dev.millrace.core.format;

import java.util.List;

/** A record as a source would write it. Immutable. */
public final class WrittenRecord {
    private final byte[] value;
    private final List<SourceHeader> headers;

    /** @param value handed over: nobody changes it any more */
    public WrittenRecord(byte[] value, List<SourceHeader> headers) {
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** The bytes themselves, not to be changed. */
    public byte[] value() {
        return value;
    }

    public List<SourceHeader> headers() {
        return headers;
    }
}
