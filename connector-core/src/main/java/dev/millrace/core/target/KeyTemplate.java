package dev.millrace.core.target;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes one text of a row's key: {@code ACCT#{ACCOUNT_ID}} becomes {@code ACCT#4711}. Two keys that differ in a column of the template
 * have two texts: in a value the percent sign, and the character that begins the template's text after it, stand as {@code %} and
 * four hexadecimal digits, and so do characters that whoever parses it names. Literal braces are doubled. Immutable.
 */
public final class KeyTemplate {
    private static final char ESCAPE = '%';

    private final String prefix;
    private final List<Part> parts;
    private final String escaped;

    /**
     * A column and the text after it.
     *
     * @param index of the column in the row's key
     */
    private record Part(int index, Column column, String literal) {}

    /** The text is no template. Its message says why, for a problem about the configuration. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }
    }

    private KeyTemplate(String prefix, List<Part> parts, String escaped) {
        this.prefix = prefix;
        this.parts = List.copyOf(parts);
        this.escaped = escaped;
    }

    /**
     * A template over the key of a table. Columns are named as the table or as the source names them.
     *
     * @throws Malformed where braces do not match, a column is not of the key or comes twice, two columns touch, or there is none
     */
    public static KeyTemplate parse(String text, TargetTable table) throws Malformed {
        return parse(text, table, "");
    }

    /**
     * As {@link #parse(String, TargetTable)}.
     *
     * @param escaped characters, none of them a surrogate, that no value brings into the text: where they stand, the template has them
     */
    public static KeyTemplate parse(String text, TargetTable table, String escaped) throws Malformed {
        return new Parser(text, table, escaped).parse();
    }

    /** Indexes, in the row's key, of the columns that it has. */
    public List<Integer> keyIndexes() {
        return parts.stream().map(Part::index).toList();
    }

    /** What stands before the first value. */
    public String prefix() {
        return prefix;
    }

    /** The text before the first value, and that after each one, which may be empty. */
    public List<String> literals() {
        return Stream.concat(Stream.of(prefix), parts.stream().map(Part::literal))
                .toList();
    }

    public String of(RowKey key) {
        StringBuilder text = new StringBuilder(prefix);
        for (Part part : parts) {
            appendEscaped(text, plain(key.value(part.index), part.column.type()), part.literal);
            text.append(part.literal);
        }
        return text.toString();
    }

    private void appendEscaped(StringBuilder text, String value, String literal) {
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (isEscaped(character, literal)) {
                text.append(value, plain, i)
                        .append(ESCAPE)
                        .append(HexFormat.of().toHexDigits(character));
                plain = i + 1;
            }
        }
        text.append(value, plain, value.length());
    }

    private boolean isEscaped(char character, String literal) {
        boolean endsValue = !literal.isEmpty() && character == literal.charAt(0);
        return character == ESCAPE || endsValue || escaped.indexOf(character) >= 0;
    }

    private static String plain(Value value, ColumnType type) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal number) {
            return number.number().toPlainString();
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.truth());
        }
        if (value instanceof Value.Date date) {
            return IsoText.of(date);
        }
        if (value instanceof Value.Time time && type instanceof TimeType column) {
            return IsoText.of(time, column.fractionDigits());
        }
        if (value instanceof Value.Timestamp timestamp && type instanceof TimestampType column) {
            return IsoText.of(timestamp, column.fractionDigits());
        }
        if (value instanceof Value.Binary binary) {
            return HexFormat.of().formatHex(binary.bytes());
        }
        throw new IllegalArgumentException("no value of a key: " + value.getClass());
    }

    /** Reads one template. */
    private static final class Parser {
        private final String text;
        private final TargetTable table;
        private final String escaped;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private Optional<Integer> open = Optional.empty();
        private String prefix = "";

        Parser(String text, TargetTable table, String escaped) {
            this.text = text;
            this.table = table;
            this.escaped = escaped;
        }

        KeyTemplate parse() throws Malformed {
            int next = 0;
            while (next < text.length()) {
                char character = text.charAt(next);
                if (character != '{' && character != '}') {
                    literal.append(character);
                    next++;
                } else if (next + 1 < text.length() && text.charAt(next + 1) == character) {
                    literal.append(character);
                    next += 2;
                } else if (character == '}') {
                    throw new Malformed("a brace closes that was not opened; a brace of the text is doubled");
                } else {
                    int end = text.indexOf('}', next);
                    if (end < 0) {
                        throw new Malformed("a brace is not closed; a brace of the text is doubled");
                    }
                    column(text.substring(next + 1, end));
                    next = end + 1;
                }
            }
            endLiteral();
            if (parts.isEmpty()) {
                throw new Malformed("it names no column of the key");
            }
            return new KeyTemplate(prefix, parts, escaped);
        }

        private void column(String name) throws Malformed {
            if (open.isPresent() && literal.isEmpty()) {
                throw new Malformed("nothing separates {" + name + "} from the column before it");
            }
            if (open.isPresent() && literal.charAt(0) == ESCAPE) {
                throw new Malformed("a percent sign cannot separate {" + name + "} from the column before it");
            }
            endLiteral();
            open = Optional.of(keyIndex(name));
        }

        private void endLiteral() throws Malformed {
            if (open.isEmpty()) {
                prefix = literal.toString();
            } else if (!literal.isEmpty() && Character.isSurrogate(literal.charAt(0))) {
                // Half a character would be escaped in the values, and the other half is no text by itself.
                throw new Malformed("the text after a column begins with a character beyond U+FFFF, such as an emoji;"
                        + " begin it with another, such as #");
            } else {
                int index = open.get();
                if (parts.stream().anyMatch(part -> part.index == index)) {
                    throw new Malformed("it names one column twice");
                }
                parts.add(new Part(index, table.columns().get(table.keyIndexes().get(index)), literal.toString()));
            }
            literal.setLength(0);
        }

        private int keyIndex(String name) throws Malformed {
            for (String written : List.of(name, TargetTable.targetName(name))) {
                for (int i = 0; i < table.keyIndexes().size(); i++) {
                    if (table.columns().get(table.keyIndexes().get(i)).name().equals(written)) {
                        return i;
                    }
                }
            }
            throw new Malformed("{" + name + "} is no column of the key");
        }
    }
}
