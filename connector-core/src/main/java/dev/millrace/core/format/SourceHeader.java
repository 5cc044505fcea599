package dev.millrace.core.format;

import org.jspecify.annotations.Nullable;

/** A header of a record. A record may have several of one name. Immutable. */
public final class SourceHeader {
    private final String name;
    private final byte @Nullable [] value;

    /** @param value handed over: nobody changes it any more */
    public SourceHeader(String name, byte @Nullable [] value) {
        this.name = name;
        this.value = value;
    }

    public String name() {
        return name;
    }

    /** The bytes themselves, not to be changed; none where the header has only a name. */
    public byte @Nullable [] value() {
        return value;
    }

    /** The name only: values are personal data. */
    @Override
    public String toString() {
        return name;
    }
}
