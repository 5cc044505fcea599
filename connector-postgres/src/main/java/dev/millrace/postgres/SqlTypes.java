package dev.millrace.postgres;

import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.ArrayType.NullElements;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.FloatType;
import dev.millrace.core.target.FloatType.Width;
import dev.millrace.core.target.InstantType;
import dev.millrace.core.target.JsonType;
import dev.millrace.core.target.NumberType;
import dev.millrace.core.target.TextType;
import dev.millrace.core.target.TextType.Padding;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;
import dev.millrace.core.target.UuidType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads type names, those that people write and those that the catalog shows alike. */
final class SqlTypes {
    private static final Pattern SYNTAX = Pattern.compile(
            "([a-z][a-z0-9 ]*?) *(?:\\( *(\\d{1,8}) *(?:, *(\\d{1,4}) *)?\\))?( with(?:out)? time zone)?");
    private static final Pattern ARRAY = Pattern.compile("(.+?) ?\\[\\d{0,9}]");
    /** The server's limit of one value, less its header. */
    private static final int MAX_LENGTH = (1 << 30) - 64;

    private static final int MAX_CHARACTERS = 10_485_760;
    private static final int MAX_PRECISION = 1_000;
    /** The server's limits of numbers without a precision. */
    private static final NumberType ANY_NUMBER = new NumberType(131_072, 16_383);

    private static final int MAX_FRACTION_DIGITS = 6;
    private static final String WITHOUT_ZONE = " without time zone";
    private static final String WITH_ZONE = " with time zone";

    private SqlTypes() {}

    /** Empty where the connector does not write the type exactly. */
    static Optional<SqlType> parse(String text) {
        String normal = text.trim().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher array = ARRAY.matcher(normal);
        return array.matches() ? scalar(array.group(1)).map(SqlTypes::arrayOf) : scalar(normal);
    }

    /** Of one dimension, whatever the table's definition says: the server does not keep to that either. */
    static SqlType arrayOf(SqlType element) {
        return new SqlType(
                element.sql() + "[]",
                element.cast() + "[]",
                Carrier.TEXT,
                new ArrayType(element.holds(), NullElements.KEPT));
    }

    private static Optional<SqlType> scalar(String normal) {
        Matcher matcher = SYNTAX.matcher(normal);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String zone = Objects.requireNonNullElse(matcher.group(4), "");
        String name = matcher.group(1);
        if (!zone.isEmpty() && !name.equals("timestamp") && !(name + zone).equals("time" + WITHOUT_ZONE)) {
            return Optional.empty();
        }
        if (zone.equals(WITH_ZONE)) {
            name = "timestamptz";
        }
        List<Integer> sizes = Stream.of(2, 3)
                .map(group -> Optional.ofNullable(matcher.group(group)))
                .flatMap(Optional::stream)
                .map(Integer::valueOf)
                .toList();
        return switch (sizes.size()) {
            case 0 -> plain(name);
            case 1 -> sized(name, sizes.get(0));
            default -> numeric(name, sizes.get(0), sizes.get(1));
        };
    }

    private static Optional<SqlType> plain(String name) {
        return switch (name) {
            case "smallint", "int2" -> Optional.of(whole("smallint", Short.BYTES));
            case "integer", "int", "int4" -> Optional.of(whole("integer", Integer.BYTES));
            case "bigint", "int8" -> Optional.of(whole("bigint", Long.BYTES));
            case "character", "char" -> sized(name, 1);
            case "character varying", "varchar" -> Optional.of(text("character varying"));
            case "text" -> Optional.of(text("text"));
            case "boolean", "bool" -> Optional.of(new SqlType("boolean", "boolean", Carrier.BOOL, new BoolType()));
            case "bytea" -> Optional.of(new SqlType("bytea", "bytea", Carrier.BINARY, new BinaryType(MAX_LENGTH)));
            case "date" -> Optional.of(new SqlType("date", "date", Carrier.TEXT, new DateType()));
            case "time", "timestamp", "timestamptz" -> dateTime(name, "", MAX_FRACTION_DIGITS);
            case "numeric", "decimal", "dec" ->
                Optional.of(new SqlType("numeric", "numeric", Carrier.TEXT, ANY_NUMBER));
            case "real", "float4" -> Optional.of(alike("real", new FloatType(Width.SINGLE)));
            case "double precision", "float8", "float" ->
                Optional.of(alike("double precision", new FloatType(Width.DOUBLE)));
            case "json", "jsonb" -> Optional.of(alike(name, new JsonType()));
            case "uuid" -> Optional.of(alike("uuid", new UuidType()));
            default -> Optional.empty();
        };
    }

    private static Optional<SqlType> sized(String name, int size) {
        return switch (name) {
            case "character", "char", "bpchar" -> characters("character", "bpchar", size, Padding.IGNORED);
            case "character varying", "varchar" ->
                characters("character varying", "varchar", size, Padding.SIGNIFICANT);
            case "numeric", "decimal", "dec" -> numeric(name, size, 0);
            case "time", "timestamp", "timestamptz" -> dateTime(name, "(" + size + ")", size);
            default -> Optional.empty();
        };
    }

    private static Optional<SqlType> numeric(String name, int precision, int scale) {
        boolean named = name.equals("numeric") || name.equals("decimal") || name.equals("dec");
        if (!named || precision < 1 || precision > MAX_PRECISION || scale > MAX_PRECISION) {
            return Optional.empty();
        }
        String sql = "numeric(" + precision + "," + scale + ")";
        return Optional.of(new SqlType(sql, "numeric", Carrier.TEXT, DecimalType.numeric(precision, scale)));
    }

    private static Optional<SqlType> dateTime(String name, String modifier, int digits) {
        if (digits > MAX_FRACTION_DIGITS) {
            return Optional.empty();
        }
        return switch (name) {
            case "time" ->
                Optional.of(new SqlType(name + modifier + WITHOUT_ZONE, name, Carrier.TEXT, new TimeType(digits)));
            case "timestamp" ->
                Optional.of(new SqlType(name + modifier + WITHOUT_ZONE, name, Carrier.TEXT, new TimestampType(digits)));
            case "timestamptz" ->
                Optional.of(
                        new SqlType("timestamp" + modifier + WITH_ZONE, name, Carrier.TEXT, new InstantType(digits)));
            default -> Optional.empty();
        };
    }

    private static Optional<SqlType> characters(String name, String cast, int size, Padding padding) {
        return size < 1 || size > MAX_CHARACTERS
                ? Optional.empty()
                : Optional.of(new SqlType(name + "(" + size + ")", cast, Carrier.TEXT, new TextType(size, padding)));
    }

    private static SqlType text(String sql) {
        return new SqlType(sql, "text", Carrier.TEXT, new TextType(MAX_LENGTH, Padding.SIGNIFICANT));
    }

    /** A type without a length, which travels as text. */
    private static SqlType alike(String sql, ColumnType holds) {
        return new SqlType(sql, sql, Carrier.TEXT, holds);
    }

    private static SqlType whole(String sql, int bytes) {
        return new SqlType(sql, sql, Carrier.WHOLE, DecimalType.whole(bytes));
    }
}
