package dev.millrace.codec;

/** Halves of characters beyond U+FFFF in UTF-16. */
final class Surrogates {

    static final int NONE = -1;

    private Surrogates() {}

    /** Index of the first half without its other half, which is no text; or {@link #NONE}. */
    static int unpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return NONE;
    }
}
