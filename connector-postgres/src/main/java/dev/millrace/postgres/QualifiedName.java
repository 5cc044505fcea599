package dev.millrace.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's schema and name, exactly as the catalog has them. */
record QualifiedName(String schema, String table) {
    private static final String PART = "\"((?:[^\"]|\"\")+)\"|([^\".]+)";
    private static final Pattern SYNTAX = Pattern.compile("(?:" + PART + ")\\.(?:" + PART + ")");
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** Empty where the text is not {@code schema.table}; either may be in double quotes. */
    static Optional<QualifiedName> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches()
                ? Optional.of(new QualifiedName(part(matcher, 1), part(matcher, 3)))
                : Optional.empty();
    }

    /** For SQL text. */
    String sql() {
        return Identifier.quote(schema) + "." + Identifier.quote(table);
    }

    /** For people, and as the name of the version table: quoted where needed only, so that no two tables share it. */
    String display() {
        return display(schema) + "." + display(table);
    }

    private static String display(String name) {
        return PLAIN.matcher(name).matches() ? name : Identifier.quote(name);
    }

    private static String part(Matcher matcher, int group) {
        String quoted = matcher.group(group);
        return quoted == null ? matcher.group(group + 1) : quoted.replace("\"\"", "\"");
    }
}
