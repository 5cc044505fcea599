package dev.millrace.codec;

/**
 * Codec of text of two bytes to a character: pictures of N and G. Padded like {@link TextCodec}, with the blank of its
 * own characters.
 */
final class WideTextCodec implements ElementCodec {

    private final int positions;
    private final boolean justified;
    private final WideCharacters characters;

    WideTextCodec(DataType.WideText type, WideCharacters characters) {
        this.positions = type.positions();
        this.justified = type.isJustified();
        this.characters = characters;
    }

    @Override
    public int length() {
        return 2 * positions;
    }

    @Override
    public CobolValue.Text decode(byte[] buffer, int position) {
        int begin = 0;
        int end = positions;
        while (justified && begin < end && code(buffer, position, begin) == characters.blank()) {
            begin++;
        }
        while (!justified && end > begin && code(buffer, position, end - 1) == characters.blank()) {
            end--;
        }
        char[] text = new char[end - begin];
        for (int i = begin; i < end; i++) {
            int character = characters.character(code(buffer, position, i));
            if (character == WideCharacters.UNMAPPED) {
                throw unmapped(buffer, position, i);
            }
            text[i - begin] = (char) character;
        }
        String decoded = new String(text);
        int half = Surrogates.unpaired(decoded);
        if (half >= 0) {
            throw unmapped(buffer, position, begin + half);
        }
        return new CobolValue.Text(decoded);
    }

    private static int code(byte[] buffer, int position, int index) {
        int at = position + 2 * index;
        return (buffer[at] & 0xFF) << Byte.SIZE | (buffer[at + 1] & 0xFF);
    }

    private FieldFault unmapped(byte[] buffer, int position, int index) {
        return new FieldFault(
                ErrorCode.FIELD_UNMAPPED_BYTE,
                position,
                "position " + (index + 1) + " is no character of " + characters.name() + ", the field is 0x"
                        + Hex.of(buffer, position, length()),
                "check that the code page and the copybook are those of the data");
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        String text = ItemCodec.require(CobolValue.Text.class, value, position).value();
        if (text.length() > positions) {
            throw TextCodec.tooLong(position, text.length() + " characters", positions + " positions");
        }
        int half = Surrogates.unpaired(text);
        int begin = justified ? positions - text.length() : 0;
        for (int i = 0; i < positions; i++) {
            int at = i - begin;
            boolean padding = at < 0 || at >= text.length();
            int code = padding ? characters.blank() : characters.code(text.charAt(at));
            if (code == WideCharacters.UNMAPPED || (!padding && at == half)) {
                throw TextCodec.unmappable(position, at, text.charAt(at), characters.name());
            }
            buffer[position + 2 * i] = (byte) (code >> Byte.SIZE);
            buffer[position + 2 * i + 1] = (byte) code;
        }
    }
}
