package dev.millrace.core.format.raw;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.SourceHeader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The headers of one record, each at most once. Immutable. */
final class RawHeaders {
    private final Map<RawHeader, byte[]> values;

    private RawHeaders(Map<RawHeader, byte[]> values) {
        this.values = values;
    }

    /** @throws Rejection {@code UNDECODABLE} where one comes twice */
    static RawHeaders of(List<SourceHeader> headers) throws Rejection {
        Map<RawHeader, byte[]> values = new EnumMap<>(RawHeader.class);
        for (SourceHeader header : headers) {
            Optional<RawHeader> known = RawHeader.of(header.name());
            byte[] value = header.value();
            if (known.isPresent() && value != null && values.put(known.get(), value) != null) {
                throw new Rejection(RejectionReason.UNDECODABLE, known.get().text());
            }
        }
        return new RawHeaders(values);
    }

    /** The bytes themselves, not to be changed. A header without a value counts as missing. */
    Optional<byte[]> bytes(RawHeader header) {
        return Optional.ofNullable(values.get(header));
    }

    /** @throws Rejection with the header's own reason, where it is missing */
    byte[] requiredBytes(RawHeader header) throws Rejection {
        return bytes(header).orElseThrow(() -> new Rejection(header.ifMissing(), header.text()));
    }

    /** @throws Rejection with the header's own reason, where it is missing */
    String required(RawHeader header) throws Rejection {
        // What is no UTF-8 becomes text that is none of the values that a header may have.
        return new String(requiredBytes(header), StandardCharsets.UTF_8);
    }
}
