package dev.millrace.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The layout of a record, as an item of level 01 or 77 of a copybook describes it. Immutable.
 *
 * <p>What is understood: levels 01 to 49 and 77, COPY with REPLACING, PICTURE of X and A or of 9, S, V and P, USAGE DISPLAY, COMP, COMP-1,
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
     * Reads a copybook from its source text: columns 8 to 72 of fixed format, or free format where the item of level 01 or 77
     * begins further left, or what a directive says ({@code >>SOURCE FORMAT IS FREE}). There is nothing to COPY.
     *
     * @param fileName only for messages
     * @throws CodecException with a code that begins with COPYBOOK_, and the line
     */
    public static Copybook parse(String fileName, String source) {
        return parse(fileName, source, CopybookOptions.DEFAULT);
    }

    /**
     * Reads a copybook from its source text, like {@link #parse(String, String)}, with what it copies.
     *
     * @param options whose directories are all that COPY looks into
     * @throws CodecException also {@link ErrorCode#COPYBOOK_NOT_FOUND} and {@link ErrorCode#COPYBOOK_RECORD_UNKNOWN}
     */
    public static Copybook parse(String fileName, String source, CopybookOptions options) {
        CopyLibrary library = new CopyLibrary(options.copyPath());
        List<Token> tokens = new CopyExpander(library).expand(Lexer.tokens(fileName, source));
        List<EntryNode> records = EntryNode.records(EntryParser.parse(tokens));
        return new Copybook(fileName, LayoutBuilder.build(choose(fileName, records, options.record())));
    }

    /** Reads a copybook from a file with {@link CopybookOptions#DEFAULT}. */
    public static Copybook read(Path file) throws IOException {
        return read(file, CopybookOptions.DEFAULT);
    }

    /**
     * Reads a copybook from a file, like {@link #parse(String, String, CopybookOptions)}; COPY looks into the file's own directory
     * first. The files may be in any encoding that contains ASCII: outside of comments and literals nothing else is allowed.
     *
     * @throws IOException where the file cannot be read
     * @throws CodecException also {@link ErrorCode#COPYBOOK_NOT_FOUND} and {@link ErrorCode#COPYBOOK_RECORD_UNKNOWN}
     */
    public static Copybook read(Path file, CopybookOptions options) throws IOException {
        List<Path> directories = new ArrayList<>();
        directories.add(file.toAbsolutePath().getParent());
        directories.addAll(options.copyPath());
        return parse(file.toString(), CopyLibrary.source(file), new CopybookOptions(options.record(), directories));
    }

    private static EntryNode choose(String fileName, List<EntryNode> records, Optional<String> name) {
        if (records.isEmpty()) {
            throw new CodecException(
                    ErrorCode.COPYBOOK_SYNTAX,
                    new Place.InCopybook(fileName, 1, "01"),
                    "the copybook has no entry",
                    "give a copybook with an 01 item");
        }
        List<EntryNode> found = records.stream()
                .filter(record -> name.isEmpty() || record.entry().name().equalsIgnoreCase(name.get()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = records.stream().map(record -> record.entry().name()).collect(Collectors.joining(", "));
        EntryNode place = found.isEmpty() ? records.get(0) : found.get(1);
        throw place.entry()
                .error(
                        ErrorCode.COPYBOOK_RECORD_UNKNOWN,
                        name.isPresent() && found.isEmpty()
                                ? "the copybook has no record " + name.get() + ", but " + names
                                : "the copybook has the records " + names,
                        "name one of them as the record");
    }

    public String fileName() {
        return fileName;
    }

    /** Name of the 01 or 77 item. */
    public String name() {
        return layout.root().name();
    }

    /** The 01 item. Where that, or one of level 77, has a picture, a group of its name with the item as its only field. */
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
