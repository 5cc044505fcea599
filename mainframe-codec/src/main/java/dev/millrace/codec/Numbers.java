package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** Whole numbers in the source of a copybook. */
final class Numbers {

    private static final int MAX_LENGTH = 9;

    private Numbers() {}

    /** The number, or null where the text is not one to nine digits that make at least 1. */
    static @Nullable Integer positive(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number == 0 ? null : number;
    }
}
