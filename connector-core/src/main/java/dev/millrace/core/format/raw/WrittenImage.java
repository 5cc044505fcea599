package dev.millrace.core.format.raw;

import java.util.Optional;

/** A row in the form of its table's records. Immutable. */
final class WrittenImage {
    private final byte[] image;
    private final Optional<byte[]> parentKey;

    /** Both handed over: nobody changes them any more. */
    WrittenImage(byte[] image, Optional<byte[]> parentKey) {
        this.image = image;
        this.parentKey = parentKey;
    }

    /** The bytes themselves, not to be changed. */
    byte[] image() {
        return image;
    }

    /** The bytes themselves, not to be changed; none where the row is in the image alone. */
    Optional<byte[]> parentKey() {
        return parentKey;
    }
}
