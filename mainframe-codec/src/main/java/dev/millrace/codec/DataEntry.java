package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/**
 * A data description entry as the source has it, before it has a place in a record.
 *
 * @param picture null where it has no PICTURE clause
 * @param usage null where it has no USAGE clause
 * @param sign null where it has no SIGN clause; never {@link SignPlacement#UNSIGNED}
 */
record DataEntry(
        int level,
        String name,
        int line,
        @Nullable Picture picture,
        @Nullable Usage usage,
        @Nullable SignPlacement sign,
        Occurs occurs,
        boolean isJustified,
        boolean isBlankWhenZero) {

    CodecException error(String file, ErrorCode code, String problem, String fix) {
        return new CodecException(code, new Place.InCopybook(file, line, name), problem, fix);
    }
}
