package dev.millrace.postgres;

import dev.millrace.core.target.EnumType;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The server's own types, and the enums and domains of its database: by the name that the catalog shows for them, and by the one with
 * their schema. Immutable.
 */
final class UserTypes implements TypeNames {
    private static final String TYPES = """
            SELECT format_type(t.oid, NULL) AS shown, quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS full_name,
                to_json(ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))::text AS labels,
                CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) ELSE '' END AS base
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype IN ('d', 'e') AND n.nspname NOT IN ('pg_catalog', 'information_schema')""";

    private static final String ARRAY = "[]";

    private final Map<String, SqlType> types;

    private UserTypes(Map<String, SqlType> types) {
        this.types = types;
    }

    static UserTypes read(SqlSession session) throws SQLException {
        Map<String, SqlType> types = new HashMap<>();
        for (SqlRow row : session.query(TYPES)) {
            String shown = row.text(1);
            String fullName = row.text(2);
            String base = row.text(4);
            Optional<SqlType> type = base.isEmpty()
                    ? Optional.of(new SqlType(shown, fullName, Carrier.TEXT, new EnumType(Set.copyOf(row.texts(3)))))
                    : SqlTypes.parse(base).map(under -> domainOver(under, shown));
            type.ifPresent(known -> {
                types.put(shown, known);
                types.put(fullName, known);
            });
        }
        return new UserTypes(types);
    }

    /** Cast to what it is made of: its constraints are checked as the column is assigned. */
    private static SqlType domainOver(SqlType base, String shown) {
        return new SqlType(shown, base.cast(), base.carrier(), base.holds());
    }

    @Override
    public Optional<SqlType> type(String text) {
        return SqlTypes.parse(text).or(() -> named(text.trim()));
    }

    private Optional<SqlType> named(String name) {
        return name.endsWith(ARRAY)
                ? plain(name.substring(0, name.length() - ARRAY.length()))
                        .filter(element -> element.holds() instanceof EnumType)
                        .map(SqlTypes::arrayOf)
                : plain(name);
    }

    private Optional<SqlType> plain(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
