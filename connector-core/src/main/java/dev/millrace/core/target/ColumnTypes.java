package dev.millrace.core.target;

import dev.millrace.core.target.TextType.Padding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the types that the configuration of a target without types of its own defines its columns with. The same names for all of
 * those targets:
 *
 * <p>{@code smallint}, {@code integer}, {@code bigint}, {@code numeric(p,s)}, {@code char(n)}, {@code varchar(n)}, {@code text},
 * {@code boolean}, {@code date}, {@code time(d)}, {@code timestamp(d)}, {@code binary(n)}, {@code array<TYPE>},
 * {@code struct<name TYPE, …>}.
 */
public final class ColumnTypes {
    /** Digits of a number; what DynamoDB keeps exactly, and more than Db2 has. */
    public static final int MAX_PRECISION = 38;

    private static final int MAX_LENGTH = 1 << 30;
    private static final int TIME_DIGITS = 9;
    private static final int TIMESTAMP_DIGITS = 12;
    /** As in SQL, where none are written. */
    private static final int USUAL_DIGITS = 6;

    private static final int DEEPEST = 30;

    private final String text;
    private int next;

    private ColumnTypes(String text) {
        this.text = text;
    }

    /** Empty where the text is none of the types. */
    public static Optional<ColumnType> parse(String text) {
        ColumnTypes scan = new ColumnTypes(text);
        try {
            ColumnType type = scan.type(0);
            scan.end();
            return Optional.of(type);
        } catch (NoType malformed) {
            return Optional.empty();
        }
    }

    /** The text is no type. */
    private static final class NoType extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private ColumnType type(int depth) throws NoType {
        if (depth > DEEPEST) {
            throw new NoType();
        }
        String name = word().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            default -> plain(name, sizes());
        };
    }

    private ColumnType array(int depth) throws NoType {
        require('<');
        ColumnType element = type(depth + 1);
        require('>');
        return new ArrayType(element);
    }

    private ColumnType struct(int depth) throws NoType {
        require('<');
        List<Column> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            String name = word();
            if (!names.add(name)) {
                throw new NoType();
            }
            fields.add(new Column(name, type(depth + 1), true));
        } while (skip(','));
        require('>');
        return new StructType(fields);
    }

    private static ColumnType plain(String name, List<Integer> sizes) throws NoType {
        return switch (sizes.size()) {
            case 0 -> unsized(name);
            case 1 -> sized(name, sizes.get(0));
            default -> numeric(name, sizes.get(0), sizes.get(1));
        };
    }

    private static ColumnType unsized(String name) throws NoType {
        return switch (name) {
            case "smallint" -> DecimalType.whole(Short.BYTES);
            case "integer", "int" -> DecimalType.whole(Integer.BYTES);
            case "bigint" -> DecimalType.whole(Long.BYTES);
            case "char" -> new TextType(1, Padding.IGNORED);
            case "varchar", "text" -> new TextType(MAX_LENGTH, Padding.SIGNIFICANT);
            case "boolean" -> new BoolType();
            case "binary" -> new BinaryType(MAX_LENGTH);
            case "date" -> new DateType();
            case "time" -> new TimeType(USUAL_DIGITS);
            case "timestamp" -> new TimestampType(USUAL_DIGITS);
            default -> throw new NoType();
        };
    }

    private static ColumnType sized(String name, int size) throws NoType {
        return switch (name) {
            case "char" -> new TextType(within(size, 1, MAX_LENGTH), Padding.IGNORED);
            case "varchar" -> new TextType(within(size, 1, MAX_LENGTH), Padding.SIGNIFICANT);
            case "binary" -> new BinaryType(within(size, 1, MAX_LENGTH));
            case "time" -> new TimeType(within(size, 0, TIME_DIGITS));
            case "timestamp" -> new TimestampType(within(size, 0, TIMESTAMP_DIGITS));
            default -> numeric(name, size, 0);
        };
    }

    private static ColumnType numeric(String name, int precision, int scale) throws NoType {
        if (!Set.of("numeric", "decimal", "dec").contains(name)) {
            throw new NoType();
        }
        within(precision, 1, MAX_PRECISION);
        return DecimalType.numeric(precision, within(scale, 0, precision));
    }

    private static int within(int size, int min, int max) throws NoType {
        if (size < min || size > max) {
            throw new NoType();
        }
        return size;
    }

    private List<Integer> sizes() throws NoType {
        if (!skip('(')) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        do {
            sizes.add(number());
        } while (sizes.size() < 2 && skip(','));
        require(')');
        return sizes;
    }

    private int number() throws NoType {
        try {
            return Integer.parseUnsignedInt(word());
        } catch (NumberFormatException notANumber) {
            throw new NoType();
        }
    }

    /** Letters, digits, underscores and hyphens: a type, a size or the name of a field. */
    private String word() throws NoType {
        skipBlanks();
        int start = next;
        while (next < text.length() && isOfWord(text.charAt(next))) {
            next++;
        }
        if (next == start) {
            throw new NoType();
        }
        return text.substring(start, next);
    }

    private static boolean isOfWord(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }

    private void require(char expected) throws NoType {
        if (!skip(expected)) {
            throw new NoType();
        }
    }

    private boolean skip(char expected) {
        skipBlanks();
        boolean found = next < text.length() && text.charAt(next) == expected;
        if (found) {
            next++;
        }
        return found;
    }

    private void end() throws NoType {
        skipBlanks();
        if (next != text.length()) {
            throw new NoType();
        }
    }

    private void skipBlanks() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
    }
}
