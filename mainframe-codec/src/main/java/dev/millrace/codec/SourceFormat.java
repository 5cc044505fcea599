package dev.millrace.codec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which columns of a copybook's lines hold code. */
enum SourceFormat {

    /** Columns 1 to 6 are a sequence number, 7 is an indicator, 8 to 72 are code, the rest is identification. */
    FIXED {
        @Override
        boolean isComment(String line) {
            // Lines for debugging are comments unless a program asks for them.
            return "*/dD".indexOf(indicator(line)) >= 0;
        }

        @Override
        char indicator(String line) {
            return line.length() > 6 ? line.charAt(6) : ' ';
        }

        @Override
        String code(String line) {
            return line.length() > 7 ? line.substring(7, Math.min(line.length(), 72)) : "";
        }
    },

    /** Code anywhere in the line. */
    FREE {
        @Override
        boolean isComment(String line) {
            return startsWithCommentSign(line);
        }

        @Override
        char indicator(String line) {
            return ' ';
        }

        @Override
        String code(String line) {
            return line;
        }
    };

    /** Columns of code in fixed format. */
    static final int FIXED_COLUMNS = 65;

    private static final Pattern RECORD_BEFORE_COLUMN_8 = Pattern.compile(" {0,6}(?:0?1|77)\\s.*");
    private static final Pattern DIRECTIVE = Pattern.compile(
            ".{0,6}?\\s*(?:>>\\s*SOURCE\\s+(?:FORMAT\\s+)?(?:IS\\s+)?|(?:>>|\\$)\\s*SET\\s+SOURCEFORMAT\\s*\\(?)[\"']?(FREE|FIXED)[\"']?\\)?\\s*\\.?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** Whether nothing of the line counts. */
    abstract boolean isComment(String line);

    /** The character of column 7 where that is no code, else a blank. */
    abstract char indicator(String line);

    abstract String code(String line);

    /** The format that a line switches to, for those behind it; empty where it is no such line. */
    static Optional<SourceFormat> directive(String line) {
        Matcher matcher = DIRECTIVE.matcher(line);
        return matcher.matches() ? Optional.of(valueOf(matcher.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    /** Free where the item of level 01 or 77 that the first line of code begins with stands left of column 8. */
    static SourceFormat of(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !FIXED.isComment(line) && !startsWithCommentSign(line)) {
                return RECORD_BEFORE_COLUMN_8.matcher(line).matches() ? FREE : FIXED;
            }
        }
        return FIXED;
    }

    private static boolean startsWithCommentSign(String line) {
        String text = line.stripLeading();
        return text.startsWith("*") || text.startsWith("/") || text.startsWith(">>D ");
    }
}
