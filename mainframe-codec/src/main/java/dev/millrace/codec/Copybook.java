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
 * COMP-2, COMP-3, COMP-4, COMP-5 and their synonyms, SIGN (both also on groups), OCCURS with and without DEPENDING ON, REDEFINES, SYNCHRONIZED,
 * JUSTIFIED, BLANK WHEN ZERO, FILLER, conditions of level 88. VALUE, level 66, keys and indexes of tables are read over.
 * Anything else is refused, never guessed.
 */
public final class Copybook {

    /** The longest record that a copybook may describe, in bytes. */
    public static final int MAX_RECORD_LENGTH = 1 << 20;

    private final String fileName;
    private final Layout layout;
    private final List<Item> fields;
    private final GroupFields groupFields;
    private final int shortestRecordLength;

    private Copybook(String fileName, Layout layout) {
        this.fileName = fileName;
        this.layout = layout;
        this.fields = layout.root().fields();
        this.groupFields = GroupFields.of(layout.root());
        this.shortestRecordLength = ItemTree.leastSize(layout.root());
    }

    /**
     * Reads a copybook from its source text: columns 8 to 72 of fixed format with a comment sign in column 7, or free
     * format where the 01 item begins further left.
     *
     * @param fileName only for messages
     * @throws CodecException {@link ErrorCode#COPYBOOK_SYNTAX} or {@link ErrorCode#COPYBOOK_UNSUPPORTED}, with the line
     */
    public static Copybook parse(String fileName, String source) {
        List<EntryNode> records = EntryNode.records(EntryParser.parse(Lexer.tokens(fileName, source)));
        if (records.isEmpty()) {
            throw new CodecException(
                    ErrorCode.COPYBOOK_SYNTAX,
                    new Place.InCopybook(fileName, 1, "01"),
                    "the copybook has no entry",
                    "give a copybook with one 01 item");
        }
        if (records.size() > 1) {
            throw records.get(1)
                    .entry()
                    .syntax("a second 01 item begins here", "give each record a copybook of its own");
        }
        return new Copybook(fileName, LayoutBuilder.build(records.get(0)));
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
        return layout.root().name();
    }

    /** The 01 item. */
    public GroupItem root() {
        return layout.root();
    }

    /** The fields that a record has, in order, without FILLER: {@link GroupItem#fields()} of the 01 item. */
    public List<Item> fields() {
        return fields;
    }

    Layout layout() {
        return layout;
    }

    GroupFields groupFields() {
        return groupFields;
    }

    /** Bytes of a record; of the longest, where tables depend on counters. */
    public int recordLength() {
        return layout.root().length();
    }

    /** Bytes of the shortest record: fewer than {@link #recordLength()} where tables depend on counters. */
    public int shortestRecordLength() {
        return shortestRecordLength;
    }

    /** Whether records have different lengths. */
    public boolean isVariable() {
        return ItemTree.isVariable(layout.root());
    }
}
