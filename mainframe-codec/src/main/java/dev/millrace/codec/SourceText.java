package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the lines of a copybook that have code. */
final class SourceText {

    private static final int TAB = 8;
    private static final Pattern LISTING = Pattern.compile(
            "\\s*(?:EJECT|SKIP[123]|TITLE\\s+(?:'[^']*'|\"[^\"]*\"))\\s*\\.?\\s*", Pattern.CASE_INSENSITIVE);

    private final String file;
    private final List<CodeLine> lines = new ArrayList<>();
    /** Columns that the last line of code has used, of which a literal goes on behind the last. */
    private int used;

    private SourceText(String file) {
        this.file = file;
    }

    /** The lines of a file, in a format that its first line of code shows. */
    static List<CodeLine> lines(String file, String source) {
        List<String> lines = source.lines().map(SourceText::expandTabs).toList();
        return lines(file, lines, SourceFormat.of(lines));
    }

    /** The lines of a file in a given format, unless a directive in it says another. */
    static List<CodeLine> lines(String file, List<String> lines, SourceFormat first) {
        SourceText text = new SourceText(file);
        SourceFormat format = first;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            SourceFormat next = SourceFormat.directive(line).orElse(null);
            if (next != null) {
                format = next;
            } else if (!format.isComment(line)) {
                text.add(format, line, i + 1);
            }
        }
        return text.lines;
    }

    private void add(SourceFormat format, String line, int number) {
        String code = format.code(line);
        char indicator = format.indicator(line);
        if (indicator == '-' && !lines.isEmpty()) {
            int last = lines.size() - 1;
            int missing = Math.max(0, SourceFormat.FIXED_COLUMNS - used);
            lines.set(last, lines.get(last).continuedBy(code, missing));
            used = code.length();
        } else if (indicator != ' ') {
            throw new CodecException(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    new Place.InCopybook(file, number, "column 7"),
                    "the indicator '" + indicator + "' in column 7 is not supported",
                    "write the entry with its code in columns 8 to 72, or in free format");
        } else if (!code.isBlank() && !LISTING.matcher(code).matches()) {
            lines.add(new CodeLine(code, number));
            used = code.length();
        }
    }

    private static String expandTabs(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                expanded.append(" ".repeat(TAB - expanded.length() % TAB));
            } else {
                expanded.append(line.charAt(i));
            }
        }
        return expanded.toString();
    }
}
