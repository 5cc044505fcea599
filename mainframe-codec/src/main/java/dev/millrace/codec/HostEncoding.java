package dev.millrace.codec;

/**
 * What a copybook does not say about the bytes of its records. Immutable.
 *
 * @param codePage how characters are spelled
 * @param floatFormat how COMP-1 and COMP-2 are stored
 */
public record HostEncoding(CodePage codePage, FloatFormat floatFormat) {

    /** With {@link FloatFormat#IBM}, as almost all data sets of z/OS have it. */
    public static HostEncoding of(CodePage codePage) {
        return new HostEncoding(codePage, FloatFormat.IBM);
    }
}
