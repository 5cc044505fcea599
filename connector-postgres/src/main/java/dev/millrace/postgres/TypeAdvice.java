package dev.millrace.postgres;

import dev.millrace.core.target.FloatType;
import java.util.Locale;

/** What to do about a type that the connector does not write exactly. */
final class TypeAdvice {
    private TypeAdvice() {}

    static String of(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (name.startsWith("numeric") || name.startsWith("decimal")) {
            return "give precision and scale, such as numeric(18,2), or neither";
        }
        if (name.startsWith("time")) {
            return "use time, timestamp or timestamp with time zone, with up to 6 digits: an offset without a date is no zone";
        }
        if (name.startsWith("bpchar") || name.startsWith("char")) {
            return "give a length, such as char(10)";
        }
        return "use smallint, integer, bigint, numeric, numeric(p,s), real, double precision, char(n), varchar(n), text,"
                + " boolean, date, time, timestamp, timestamp with time zone, bytea, json, jsonb, uuid, an array of one of"
                + " them, or an enum or domain that is there, named with its schema";
    }

    /** Of a type that is written exactly, and is none for a key. */
    static String ofKey(SqlType type) {
        return type.holds() instanceof FloatType
                ? "use numeric: floating point loses digits, and as a key it merges rows"
                : "use columns with plain values: what has parts identifies no row";
    }
}
