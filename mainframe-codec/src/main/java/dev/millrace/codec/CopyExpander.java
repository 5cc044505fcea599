package dev.millrace.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what COPY names in the place of the statement. */
final class CopyExpander {

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9@#$_][A-Za-z0-9@#$_.-]*");
    /** So that texts that copy each other come to an end. */
    private static final int MAX_DEPTH = 20;

    private final CopyLibrary library;
    private final int depth;

    CopyExpander(CopyLibrary library) {
        this(library, 0);
    }

    private CopyExpander(CopyLibrary library, int depth) {
        this.library = library;
        this.depth = depth;
    }

    List<Token> expand(List<Token> tokens) {
        List<Token> expanded = new ArrayList<>();
        TokenReader reader = new TokenReader(tokens);
        for (@Nullable Token token = reader.peek(); token != null; token = reader.peek()) {
            reader.next(token);
            if (token.is("COPY")) {
                expanded.addAll(copied(token, reader));
            } else {
                expanded.add(token);
            }
        }
        return expanded;
    }

    private List<Token> copied(Token copy, TokenReader reader) {
        reader.enter("COPY");
        Token name = reader.operand(copy, "a name");
        if (reader.isNext("OF") || reader.isNext("IN")) {
            throw reader.unsupported(name, "COPY of a named library");
        }
        if (reader.skip("SUPPRESS")) {
            reader.skip("PRINTING");
        }
        List<Replacement> replacements =
                reader.skip("REPLACING") ? new ReplacementParser(reader).parse(copy) : List.of();
        Token end = reader.next(copy);
        if (!end.isPeriod()) {
            throw reader.unexpected(end, "a period");
        }
        return Replacement.apply(replacements, text(name, reader));
    }

    private List<Token> text(Token name, TokenReader reader) {
        String file = name.isLiteral() ? name.text().replaceAll("^['\"]|['\"]$", "") : name.text();
        if (!FILE_NAME.matcher(file).matches()) {
            throw reader.unexpected(name, "the name of a file without directories");
        }
        if (depth == MAX_DEPTH) {
            throw reader.syntax(
                    name, "COPY within COPY is " + MAX_DEPTH + " deep here", "check that no text copies itself");
        }
        Path found = library.find(file)
                .orElseThrow(() -> notFound(
                        name, "there is no copybook " + file, "put it beside this one, or name its directory"));
        return new CopyExpander(library, depth + 1).expand(Lexer.tokens(found.toString(), source(name, found)));
    }

    private static String source(Token name, Path file) {
        try {
            return CopyLibrary.source(file);
        } catch (IOException unreadable) {
            throw notFound(name, "the file " + file + " cannot be read", "mend its rights, or put it there again");
        }
    }

    private static CodecException notFound(Token name, String problem, String fix) {
        return new CodecException(
                ErrorCode.COPYBOOK_NOT_FOUND, new Place.InCopybook(name.file(), name.line(), "COPY"), problem, fix);
    }
}
