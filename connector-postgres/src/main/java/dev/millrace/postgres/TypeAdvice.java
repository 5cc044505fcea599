package dev.millrace.postgres;

import java.util.Locale;

/** What to do about a type that the connector does not write exactly. */
final class TypeAdvice {
    private TypeAdvice() {}

    static String of(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (name.startsWith("numeric") || name.startsWith("decimal")) {
            return "give precision and scale, such as numeric(18,2)";
        }
        if (name.contains("with time zone") || name.endsWith("tz")) {
            return "use the type without time zone: the source's times have none";
        }
        if (name.startsWith("real") || name.startsWith("double") || name.startsWith("float")) {
            return "use numeric with precision and scale: floating point loses digits, and as a key it merges rows";
        }
        if (name.startsWith("bpchar") || name.startsWith("char")) {
            return "give a length, such as char(10)";
        }
        return "use smallint, integer, bigint, numeric(p,s), char(n), varchar(n), text, boolean, date, time, timestamp or"
                + " bytea";
    }
}
