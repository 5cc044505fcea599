package dev.millrace.postgres;

import dev.millrace.core.target.EnumType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows types by the names that people write or the catalog shows. */
interface TypeNames {
    /**
     * Where no server can be asked. What is named with a schema may be an enum or a domain, and is taken for a type until one can: the
     * type that is returned for it stands for its name and nothing more.
     */
    TypeNames WITHOUT_SERVER = text -> SqlTypes.parse(text)
            .or(() -> Optional.of(text.trim()).filter(Named::matches).map(Named::type));

    /** Empty where the connector does not write the type exactly. */
    Optional<SqlType> type(String text);

    /** Types that the connector knows by name only. */
    final class Named {
        private static final String IDENTIFIER = "(?:\"[^\"]+\"|[\\p{L}_][\\p{L}\\d_$]*)";
        private static final Pattern QUALIFIED = Pattern.compile(IDENTIFIER + "\\." + IDENTIFIER + "(?:\\[])?");

        private Named() {}

        private static boolean matches(String text) {
            return QUALIFIED.matcher(text).matches();
        }

        private static SqlType type(String name) {
            return new SqlType(name, name, Carrier.TEXT, new EnumType(Set.of()));
        }
    }
}
