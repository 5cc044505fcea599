package dev.millrace.codec;

import java.util.Arrays;
import java.util.Locale;

/**
 * Codec of text: a byte for each character. Trailing blanks are padding, leading ones where the item is JUSTIFIED: dropped
 * when decoded, added when encoded.
 */
final class TextCodec implements ElementCodec {

    private final int length;
    private final boolean justified;
    private final CodePage codePage;

    TextCodec(DataType.Text type, CodePage codePage) {
        this.length = type.length();
        this.justified = type.isJustified();
        this.codePage = codePage;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CobolValue.Text decode(byte[] buffer, int position) {
        int end = position + length;
        int begin = position;
        if (justified) {
            while (begin < end && buffer[begin] == CodePage.BLANK) {
                begin++;
            }
        } else {
            while (end > begin && buffer[end - 1] == CodePage.BLANK) {
                end--;
            }
        }
        char[] text = new char[end - begin];
        for (int i = 0; i < text.length; i++) {
            int character = codePage.character(buffer[begin + i]);
            if (character == CodePage.UNMAPPED) {
                throw new FieldFault(
                        ErrorCode.FIELD_UNMAPPED_BYTE,
                        position,
                        "byte " + (begin - position + i + 1) + " is no character of code page " + codePage.name()
                                + ", the field is 0x" + Hex.of(buffer, position, length),
                        "check that the code page and the copybook are those of the data");
            }
            text[i] = (char) character;
        }
        return new CobolValue.Text(new String(text));
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        String text = ItemCodec.require(CobolValue.Text.class, value, position).value();
        if (text.length() > length) {
            throw tooLong(position, text.length() + " characters", length + " positions");
        }
        int begin = justified ? position + length - text.length() : position;
        for (int i = 0; i < text.length(); i++) {
            int encoded = codePage.byteOf(text.charAt(i));
            if (encoded == CodePage.UNMAPPED) {
                throw unmappable(position, i, text.charAt(i), "code page " + codePage.name());
            }
            buffer[begin + i] = (byte) encoded;
        }
        Arrays.fill(buffer, position, begin, CodePage.BLANK);
        Arrays.fill(buffer, begin + text.length(), position + length, CodePage.BLANK);
    }

    static FieldFault tooLong(int position, String given, String room) {
        return new FieldFault(
                ErrorCode.VALUE_TOO_LONG,
                position,
                "the text has " + given + ", the field " + room,
                "shorten the text, or lengthen the field in the copybook and in all programs that use it");
    }

    /** Of a character of the text, which is named by its number alone. */
    static FieldFault unmappable(int position, int index, char character, String characters) {
        return new FieldFault(
                ErrorCode.VALUE_UNMAPPABLE,
                position,
                String.format(
                        Locale.ROOT, "character %d, U+%04X, is not in %s", index + 1, (int) character, characters),
                "replace the character, or use the code page that has it");
    }
}
