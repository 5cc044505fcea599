package dev.millrace.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An EBCDIC code page as lookup tables: with one byte to a character, or mixed, where shift-out and shift-in stand around
 * characters of two bytes, or with two bytes to all. Every single byte stands for another character, so text survives both ways.
 * Immutable.
 *
 * <p>Java's tables map both new line bytes, 0x15 and 0x25, to U+000A in most code pages. Here, as in Java's IBM1047, 0x15
 * is U+000A and 0x25 is U+0085, so that they stay apart.
 */
public final class CodePage {

    /** The code page of mainframes in the United States and of most files without another declaration. */
    public static final String DEFAULT_NAME = "IBM037";

    static final int UNMAPPED = -1;
    static final byte BLANK = 0x40;
    static final byte PLUS = 0x4E;
    static final byte MINUS = 0x60;

    private static final Pattern EURO_NAME = Pattern.compile("(?i)IBM-?(\\d{3,5})");
    private static final byte SHIFT_OUT = 0x0E;
    private static final byte SHIFT_IN = 0x0F;
    private static final int WIDE_BLANK = 0x4040;
    private static final char IDEOGRAPHIC_SPACE = '\u3000';
    private static final char NEXT_LINE = '\u0085';

    private final String name;
    private final int[] characters;
    private final int[] bytes;
    private final @Nullable WideCharacters wide;

    private CodePage(String name, int[] characters, int[] bytes, @Nullable WideCharacters wide) {
        this.name = name;
        this.characters = characters;
        this.bytes = bytes;
        this.wide = wide;
    }

    /**
     * A code page by its name, such as IBM037, IBM273, IBM500, IBM1047, IBM1140 or IBM1141, the mixed IBM930, IBM933, IBM935, IBM937,
     * IBM939, or the double-byte IBM300 and IBM834: whichever EBCDIC code page the Java runtime has, under any of its aliases.
     *
     * @throws CodecException {@link ErrorCode#CODE_PAGE_UNKNOWN} where Java has no such character set;
     *     {@link ErrorCode#CODE_PAGE_UNSUITABLE} where it has digits, blank, plus and minus elsewhere than EBCDIC, or maps two
     *     bytes to one character
     */
    public static CodePage of(String name) {
        Charset charset = charset(name);
        if (!charset.canEncode()) {
            throw unsuitable(name, "it can only be read");
        }
        CharsetDecoder decoder = charset.newDecoder();
        int[] characters = new int[256];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = decode(decoder, (byte) i);
        }
        if (characters[0x15] == '\n' && characters[0x25] == '\n') {
            characters[0x25] = NEXT_LINE;
        }
        @Nullable WideCharacters wide = charset.newEncoder().maxBytesPerChar() > 1 ? wide(name, charset) : null;
        boolean onlyWide = wide != null && Arrays.stream(characters).allMatch(character -> character == UNMAPPED);
        if (!onlyWide) {
            requireEbcdic(name, characters);
        }
        return new CodePage(name, characters, inverse(name, characters), wide);
    }

    /** The characters of two bytes, as they are between shifts, or without such where there is nothing else. */
    private static WideCharacters wide(String name, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        int[] characters = new int[1 << Character.SIZE];
        Arrays.fill(characters, WideCharacters.UNMAPPED);
        boolean shifts = decode(decoder, SHIFT_OUT, (byte) 0x40, (byte) 0x40, SHIFT_IN) != UNMAPPED;
        for (int first = 0x40; first < 0xFF; first++) {
            for (int second = 0x40; second < 0xFF; second++) {
                characters[first << Byte.SIZE | second] = shifts
                        ? decode(decoder, SHIFT_OUT, (byte) first, (byte) second, SHIFT_IN)
                        : decode(decoder, (byte) first, (byte) second);
            }
        }
        if (characters[WIDE_BLANK] != IDEOGRAPHIC_SPACE) {
            throw unsuitable(name, "its double-byte blank is not where EBCDIC has it");
        }
        return new WideCharacters("code page " + name, WIDE_BLANK, characters, character -> {
            byte[] bytes = String.valueOf(character).getBytes(charset);
            int at = shifts ? 1 : 0;
            return (bytes[at] & 0xFF) << Byte.SIZE | (bytes[at + 1] & 0xFF);
        });
    }

    /** The codec of text in this code page; {@link CodecException} where it has none of one byte. */
    ElementCodec textCodec(DataType.Text type) {
        if (wide == null) {
            return new TextCodec(type, this);
        }
        if (byteOf(' ') == UNMAPPED) {
            throw unsuitable(name, "it has only characters of two bytes, and the copybook has text of one");
        }
        return new MixedTextCodec(type, this, wide);
    }

    /** The characters of two bytes; {@link CodecException} where there are none. */
    WideCharacters wideCharacters() {
        if (wide == null) {
            throw unsuitable(name, "it has no characters of two bytes, and the copybook has such an item");
        }
        return wide;
    }

    /** The name that the code page was asked for by. */
    public String name() {
        return name;
    }

    /** The character of a byte, or {@link #UNMAPPED}. */
    int character(byte value) {
        return characters[value & 0xFF];
    }

    /** The byte of a character, 0 to 255, or {@link #UNMAPPED}. */
    int byteOf(char character) {
        return character < bytes.length ? bytes[character] : UNMAPPED;
    }

    private static Charset charset(String name) {
        try {
            Matcher matcher = EURO_NAME.matcher(name);
            // Java writes IBM01140 for what the rest of the world calls IBM1140; its alias Cp1140 exists for all.
            return matcher.matches() && !Charset.isSupported(name)
                    ? Charset.forName("Cp" + matcher.group(1))
                    : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new CodecException(
                    ErrorCode.CODE_PAGE_UNKNOWN,
                    new Place.InCodePage(name),
                    "this Java runtime has no character set of this name",
                    "use a name such as IBM037, IBM273, IBM500, IBM1047, IBM1140 or IBM1141, and a runtime with the module"
                            + " jdk.charsets");
        }
    }

    private static int decode(CharsetDecoder decoder, byte... value) {
        try {
            CharBuffer decoded = decoder.decode(ByteBuffer.wrap(value));
            return decoded.length() == 1 && decoded.get(0) != '\uFFFD' ? decoded.get(0) : UNMAPPED;
        } catch (CharacterCodingException e) {
            return UNMAPPED;
        }
    }

    private static void requireEbcdic(String name, int[] characters) {
        boolean ebcdic =
                characters[BLANK & 0xFF] == ' ' && characters[PLUS & 0xFF] == '+' && characters[MINUS & 0xFF] == '-';
        for (int digit = 0; digit <= 9; digit++) {
            ebcdic &= characters[0xF0 + digit] == '0' + digit;
        }
        if (!ebcdic) {
            throw unsuitable(name, "its digits, blank, plus and minus are not where EBCDIC has them");
        }
    }

    private static int[] inverse(String name, int[] characters) {
        int[] bytes = new int[Math.max(0, Arrays.stream(characters).max().orElseThrow()) + 1];
        Arrays.fill(bytes, UNMAPPED);
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == UNMAPPED) {
                continue;
            }
            if (bytes[character] != UNMAPPED) {
                throw unsuitable(
                        name,
                        String.format(
                                Locale.ROOT,
                                "the bytes 0x%02X and 0x%02X are the same character, U+%04X",
                                bytes[character],
                                i,
                                character));
            }
            bytes[character] = i;
        }
        return bytes;
    }

    private static CodecException unsuitable(String name, String problem) {
        return new CodecException(
                ErrorCode.CODE_PAGE_UNSUITABLE,
                new Place.InCodePage(name),
                problem,
                "use the EBCDIC code page that the data was written in");
    }
}
