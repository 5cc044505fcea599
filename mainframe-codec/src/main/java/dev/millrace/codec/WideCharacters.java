package dev.millrace.codec;

import java.util.Arrays;

/** Characters of two bytes each, as two tables. Immutable. */
final class WideCharacters {

    static final int UNMAPPED = -1;

    private static final int CODES = 1 << Character.SIZE;

    /** UTF-16, the higher byte first: what USAGE NATIONAL has. */
    static final WideCharacters UTF_16 = utf16();

    /** Picks one of several codes of a character. */
    interface Usual {
        int code(char character);
    }

    private final String name;
    private final int blank;
    private final int[] characters;
    private final int[] codes;

    /**
     * @param name for messages
     * @param blank code of the blank
     * @param characters of each code, or {@link #UNMAPPED}
     * @param usual which of several codes a character is encoded to
     */
    WideCharacters(String name, int blank, int[] characters, Usual usual) {
        this.name = name;
        this.blank = blank;
        this.characters = characters.clone();
        this.codes = new int[CODES];
        Arrays.fill(codes, UNMAPPED);
        for (int code = 0; code < CODES; code++) {
            int character = characters[code];
            if (character != UNMAPPED) {
                codes[character] = codes[character] == UNMAPPED ? code : usual.code((char) character);
            }
        }
    }

    private static WideCharacters utf16() {
        int[] characters = new int[CODES];
        Arrays.setAll(characters, code -> code);
        return new WideCharacters("UTF-16", ' ', characters, character -> character);
    }

    String name() {
        return name;
    }

    int blank() {
        return blank;
    }

    /** The character of a code, or {@link #UNMAPPED}. */
    int character(int code) {
        return characters[code];
    }

    /** The code of a character, or {@link #UNMAPPED}. */
    int code(char character) {
        return codes[character];
    }
}
