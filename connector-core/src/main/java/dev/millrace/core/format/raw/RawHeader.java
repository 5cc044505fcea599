package dev.millrace.core.format.raw;

import dev.millrace.core.change.RejectionReason;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The headers of a raw record that a connector reads; any other is passed over. */
enum RawHeader {
    /** The table's name at the source. */
    OBJECT("cdc-object", RejectionReason.TABLE_UNKNOWN),
    OPERATION("cdc-operation", RejectionReason.OPERATION_UNKNOWN),
    TOKEN("cdc-token", RejectionReason.VERSION_MISSING),
    ORDINAL("cdc-ordinal", RejectionReason.VERSION_MISSING),
    /** The row before an update, in the form of the value. */
    BEFORE("cdc-before", RejectionReason.IMAGE_MISSING),
    /** The keys of the row's parents, one after the other: of IMS. */
    PARENT_KEY("cdc-parent-key", RejectionReason.KEY_MISSING);

    private static final Map<String, RawHeader> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RawHeader::text, Function.identity()));

    private final String text;
    private final RejectionReason ifMissing;

    RawHeader(String text, RejectionReason ifMissing) {
        this.text = text;
        this.ifMissing = ifMissing;
    }

    /** As it stands in records. */
    String text() {
        return text;
    }

    /** Why a record is rejected that needs the header and does not have it. */
    RejectionReason ifMissing() {
        return ifMissing;
    }

    static Optional<RawHeader> of(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }
}
