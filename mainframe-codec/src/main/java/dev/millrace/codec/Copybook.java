package dev.millrace.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The layout of a record, as a copybook with one 01 item describes it. Immutable.
 *
 * <p>What is understood: levels 01 to 49, PICTURE of X and A or of 9, S, V and P, USAGE DISPLAY, COMP, COMP-1,
 * COMP-2, COMP-3, COMP-4, COMP-5 and their synonyms, SIGN (both also on groups), OCCURS n TIMES, JUSTIFIED, BLANK WHEN ZERO, FILLER; VALUE and
 * levels 66 and 88 are read over. Anything else is refused, never guessed.
 */
public final class Copybook {

    /** The longest record that a copybook may describe, in bytes. */
    public static final int MAX_RECORD_LENGTH = 1 << 20;

    private final String fileName;
    private final GroupItem root;
    private final List<Item> fields;
    private final List<String> fieldNames;

    private Copybook(String fileName, GroupItem root) {
        this.fileName = fileName;
        this.root = root;
        this.fields = root.fields();
        this.fieldNames = fields.stream().map(Item::name).toList();
    }

    /**
     * Reads a copybook from its source text: columns 8 to 72 of fixed format with a comment sign in column 7, or free
     * format where the 01 item begins further left.
     *
     * @param fileName only for messages
     * @throws CodecException {@link ErrorCode#COPYBOOK_SYNTAX} or {@link ErrorCode#COPYBOOK_UNSUPPORTED}, with the line
     */
    public static Copybook parse(String fileName, String source) {
        return new Copybook(fileName, new LayoutBuilder(fileName, EntryParser.parse(fileName, source)).build());
    }

    /**
     * Reads a copybook from a file, like {@link #parse}. The file may be in any encoding that contains ASCII: outside of
     * comments nothing else is allowed.
     *
     * @throws IOException where the file cannot be read
     */
    public static Copybook read(Path file) throws IOException {
        // ISO 8859-1 maps every byte to one character: nothing fails, and columns stay where an editor shows them.
        return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    public String fileName() {
        return fileName;
    }

    /** Name of the 01 item. */
    public String name() {
        return root.name();
    }

    /** The 01 item. */
    public GroupItem root() {
        return root;
    }

    /** The fields that a record has, in order, without FILLER: {@link GroupItem#fields()} of the 01 item. */
    public List<Item> fields() {
        return fields;
    }

    /** Names of {@link #fields()}. */
    List<String> fieldNames() {
        return fieldNames;
    }

    /** Bytes of a record. */
    public int recordLength() {
        return root.length();
    }
}
