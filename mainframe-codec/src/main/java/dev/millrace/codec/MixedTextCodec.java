package dev.millrace.codec;

import java.util.Arrays;

/**
 * Codec of text in which characters of two bytes stand between shift-out (0x0E) and shift-in (0x0F), the others of one byte around
 * them. Padded like {@link TextCodec}. Encoding shifts no more often than it has to.
 */
final class MixedTextCodec implements ElementCodec {

    private static final byte SHIFT_OUT = 0x0E;
    private static final byte SHIFT_IN = 0x0F;

    private final int length;
    private final boolean justified;
    private final CodePage codePage;
    private final WideCharacters wide;

    MixedTextCodec(DataType.Text type, CodePage codePage, WideCharacters wide) {
        this.length = type.length();
        this.justified = type.isJustified();
        this.codePage = codePage;
        this.wide = wide;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CobolValue.Text decode(byte[] buffer, int position) {
        StringBuilder text = new StringBuilder(length);
        boolean shifted = false;
        int i = position;
        while (i < position + length) {
            byte first = buffer[i];
            int character;
            if (first == (shifted ? SHIFT_IN : SHIFT_OUT)) {
                shifted = !shifted;
                i++;
                continue;
            } else if (!shifted) {
                character = codePage.character(first);
            } else if (i + 1 < position + length) {
                character = wide.character((first & 0xFF) << Byte.SIZE | (buffer[i + 1] & 0xFF));
            } else {
                character = WideCharacters.UNMAPPED;
            }
            if (character < 0) {
                throw unmapped(buffer, position, i - position + 1, "no character");
            }
            text.append((char) character);
            i += shifted ? 2 : 1;
        }
        if (shifted) {
            throw unmapped(buffer, position, length, "the last one, without a shift-in before it: no text");
        }
        return new CobolValue.Text(withoutPadding(text));
    }

    private String withoutPadding(StringBuilder text) {
        int begin = 0;
        int end = text.length();
        while (justified && begin < end && text.charAt(begin) == ' ') {
            begin++;
        }
        while (!justified && end > begin && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(begin, end);
    }

    private FieldFault unmapped(byte[] buffer, int position, int at, String what) {
        return new FieldFault(
                ErrorCode.FIELD_UNMAPPED_BYTE,
                position,
                "byte " + at + " is " + what + " of code page " + codePage.name() + ", the field is 0x"
                        + Hex.of(buffer, position, length),
                "check that the code page and the copybook are those of the data");
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        String text = ItemCodec.require(CobolValue.Text.class, value, position).value();
        // Every character by itself between shifts is the most that it can take.
        byte[] encoded = new byte[text.length() * 4 + 1];
        int size = 0;
        boolean shifted = false;
        for (int i = 0; i < text.length(); i++) {
            int single = codePage.byteOf(text.charAt(i));
            int code = single < 0 ? wide.code(text.charAt(i)) : single;
            if (code < 0) {
                throw TextCodec.unmappable(position, i, text.charAt(i), "code page " + codePage.name());
            }
            boolean toShift = single < 0;
            if (toShift != shifted) {
                encoded[size++] = toShift ? SHIFT_OUT : SHIFT_IN;
                shifted = toShift;
            }
            if (shifted) {
                encoded[size++] = (byte) (code >> Byte.SIZE);
            }
            encoded[size++] = (byte) code;
        }
        if (shifted) {
            encoded[size++] = SHIFT_IN;
        }
        if (size > length) {
            throw TextCodec.tooLong(position, size + " bytes, shifts included", length + " bytes");
        }
        int begin = justified ? position + length - size : position;
        Arrays.fill(buffer, position, position + length, CodePage.BLANK);
        System.arraycopy(encoded, 0, buffer, begin, size);
    }
}
