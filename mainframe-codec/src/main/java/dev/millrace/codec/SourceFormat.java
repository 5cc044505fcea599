package dev.millrace.codec;

import java.util.List;
import java.util.regex.Pattern;

/** Which columns of a copybook's lines hold code. */
enum SourceFormat {

    /** Columns 1 to 6 are a sequence number, 7 is an indicator, 8 to 72 are code, the rest is identification. */
    FIXED {
        @Override
        boolean isComment(String line) {
            char indicator = indicator(line);
            return indicator == '*' || indicator == '/';
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

    private static final Pattern RECORD_BEFORE_COLUMN_8 = Pattern.compile(" {0,6}0?1\\s.*");

    abstract boolean isComment(String line);

    /** The character of column 7 where that is no code, else a blank. */
    abstract char indicator(String line);

    abstract String code(String line);

    /** Free where the 01 item, which the first line that is no comment has to begin with, stands left of column 8. */
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
        return text.startsWith("*") || text.startsWith("/");
    }
}
