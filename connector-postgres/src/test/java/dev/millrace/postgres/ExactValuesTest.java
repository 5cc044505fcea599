package dev.millrace.postgres;

import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type takes its extremes and NULL, and plain SQL reads the same back; and each type serves as a key. */
class ExactValuesTest {
    private static final String NINES = "9".repeat(20);
    private static final String LONGEST = "9".repeat(500) + "." + "9".repeat(500);
    private static final String EVERYTHING = "'\"\\{},NULL\t\r\n €𝄞\u0001 {\"a\":[1]} ";

    private static final TimeZone USUAL_TIME_ZONE = TimeZone.getDefault();
    static final TestDatabase DATABASE = TestDatabase.create();

    static Stream<Arguments> values() {
        return Stream.of(
                type("smallint", same("-32768", "0", "32767")),
                type("integer", same("-2147483648", "2147483647")),
                type("bigint", same("-9223372036854775808", "9007199254740993", "9223372036854775807")),
                type("numeric(12,2)", same("-9999999999.99", "0.00", "0.01", "9999999999.99")),
                type("numeric(38,18)", same("-" + NINES + ".999999999999999999", "0.000000000000000001")),
                type("numeric(20)", same(NINES, "-" + NINES)),
                type("numeric(1000,500)", List.of(pair(new BigDecimal(LONGEST), LONGEST))),
                type("varchar(60)", same("", " ", EVERYTHING, "NULL", "\\N", "x ".repeat(30))),
                type("varchar", same("", EVERYTHING)),
                type("text", same("", EVERYTHING, "long ".repeat(200))),
                type(
                        "char(4)",
                        List.of(pair("A", "A   "), pair("", "    "), pair("€𝄞 b", "€𝄞 b"), pair("C  ", "C   "))),
                type("boolean", List.of(pair(true, "t"), pair(false, "f"))),
                type("date", same("0001-01-01", "1582-10-10", "2000-02-29", "9999-12-31")),
                type("time", same("00:00:00", "23:59:59.999999", "12:30:00")),
                type("time(0)", same("00:00:00", "23:59:59")),
                type(
                        "timestamp",
                        List.of(
                                pair("0001-01-01 00:00:00", "0001-01-01 00:00:00"),
                                pair("2024-03-31-02.30.00.123456", "2024-03-31 02:30:00.123456"),
                                pair("9999-12-31T23:59:59.999999", "9999-12-31 23:59:59.999999"))),
                type("timestamp(3)", same("1969-12-31 23:59:59.999")),
                type(
                        "bytea",
                        List.of(
                                pair(new byte[0], "\\x"),
                                pair(new byte[] {0, -1, '\\', '"', 127}, "\\x00ff5c227f"),
                                pair("FFfe", "\\xfffe"))),
                type(
                        "numeric",
                        List.of(
                                pair("12.50", "12.5"),
                                pair("1E3", "1000"),
                                pair(new BigDecimal(LONGEST), LONGEST),
                                pair("-0.00", "0"),
                                pair("1E131071", "1" + "0".repeat(131_071)),
                                pair("1E-16383", "0." + "0".repeat(16_382) + "1"))),
                type(
                        "timestamptz",
                        List.of(
                                pair("2018-06-01T15:18:41.780264+02:00", "2018-06-01 13:18:41.780264+00"),
                                pair("0001-01-01T00:00:00Z", "0001-01-01 00:00:00+00"),
                                pair("9999-12-31T23:59:59.999999Z", "9999-12-31 23:59:59.999999+00"))),
                type(
                        "timestamp(3) with time zone",
                        List.of(pair("1969-12-31 23:59:59.999Z", "1969-12-31 23:59:59.999+00"))),
                type(
                        "uuid",
                        List.of(
                                pair("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
                                pair("FFFFFFFF-ffff-4fff-bfff-00000000000A", "ffffffff-ffff-4fff-bfff-00000000000a"))),
                type("public.mood", same("ok", "", "it's \"so\", {so}\\")),
                type("public.code", same("A", "AZ ")));
    }

    /** What is no key: binary numbers, and values with parts. */
    static Stream<Arguments> valuesOutsideKeys() {
        Value nothing = Value.Null.NULL;
        return Stream.of(
                type(
                        "double precision",
                        List.of(
                                pair("0.1", "0.1"),
                                pair("5E-324", "5e-324"),
                                pair("1.7976931348623157E308", "1.7976931348623157e+308"),
                                pair("5.684341886080802E-14", "5.684341886080802e-14"),
                                pair("-9007199254740991", "-9.007199254740991e+15"))),
                type("real", List.of(pair("0.1", "0.1"), pair("16777216", "1.6777216e+07"), pair("1E-45", "1e-45"))),
                type(
                        "json",
                        List.of(
                                pair(" {\"b\":1.50,\"a\":\"\\u0000\"} ", " {\"b\":1.50,\"a\":\"\\u0000\"} "),
                                pair(
                                        items(number("1.50"), nothing, text(EVERYTHING)),
                                        "[1.50,null,\"'\\\"\\\\{},NULL\\t\\r\\n €𝄞\\u0001 {\\\"a\\\":[1]} \"]"))),
                type(
                        "jsonb",
                        List.of(
                                pair("{\"b\":1.50,\"aa\":1E2}", "{\"b\": 1.50, \"aa\": 100}"),
                                pair("\"x\"", "\"x\""),
                                pair(number("12345678901234567890.10"), "12345678901234567890.10"),
                                pair(true, "true"),
                                pair(
                                        new Value.Fields(new Row.Builder()
                                                .add("A-B", items(text("'"), nothing))
                                                .add("C", new Value.Fields(new Row.Builder().build()))
                                                .build()),
                                        "{\"C\": {}, \"A-B\": [\"'\", null]}"))),
                type(
                        "text[]",
                        List.of(
                                pair(items(), "0|"),
                                pair(items(nothing), "1|∅"),
                                pair(items(text("NULL"), text("null"), nothing, text("")), "4|NULL;null;∅;"),
                                pair(items(text("{a,b}"), text("\"\\'\t\n ,"), text(" x ")), "3|{a,b};\"\\'\t\n ,; x "),
                                pair(items(text(EVERYTHING), text("\\N\\")), "2|" + EVERYTHING + ";\\N\\"))),
                type("varchar(3)[]", List.of(pair(items(text("abc"), text("€𝄞 ")), "2|abc;€𝄞 "))),
                type("integer[]", List.of(pair(items(number("-2147483648"), nothing), "2|-2147483648;∅"))),
                type("numeric(5,2)[]", List.of(pair(items(number("1.5"), text("-999.99")), "2|1.50;-999.99"))),
                type("boolean[]", List.of(pair(items(new Value.Bool(true), new Value.Bool(false)), "2|t;f"))),
                type("bytea[]", List.of(pair(items(text("00ff5c22"), text("")), "2|\\x00ff5c22;\\x"))),
                type("date[]", List.of(pair(items(text("0001-01-01")), "1|0001-01-01"))),
                type("time[]", List.of(pair(items(text("13.18.41.5")), "1|13:18:41.5"))),
                type(
                        "timestamp[]",
                        List.of(pair(items(text("2024-03-31-02.30.00.123456")), "1|2024-03-31 02:30:00.123456"))),
                type(
                        "timestamptz[]",
                        List.of(pair(items(text("2024-03-31T02:30:00+01:00")), "1|2024-03-31 01:30:00+00"))),
                type("double precision[]", List.of(pair(items(number("0.1")), "1|0.1"))),
                type(
                        "uuid[]",
                        List.of(pair(
                                items(text("FFFFFFFF-ffff-4fff-bfff-00000000000A")),
                                "1|ffffffff-ffff-4fff-bfff-00000000000a"))),
                type(
                        "public.mood[]",
                        List.of(pair(
                                items(text("it's \"so\", {so}\\"), text(""), nothing), "3|it's \"so\", {so}\\;;∅"))),
                type("jsonb[]", List.of(pair(items(items(number("1")), text("{\"a\":1}")), "2|[1];{\"a\": 1}"))));
    }

    @BeforeAll
    static void types() {
        DATABASE.execute(
                "DROP TYPE IF EXISTS mood CASCADE",
                "DROP DOMAIN IF EXISTS code CASCADE",
                "CREATE TYPE mood AS ENUM ('ok', '', 'it''s \"so\", {so}\\')",
                "CREATE DOMAIN code AS varchar(3) CHECK (VALUE LIKE 'A%')");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valuesOutsideKeys")
    void outsideKeysTooAreReadBackBySql(String type, List<Sample> values) {
        areReadBackBySql(type, values);
    }

    /** By the way to the server that the test is about. */
    PostgresTarget open(PostgresSettings settings) {
        return PostgresTarget.open(settings);
    }

    /** Elements are read one by one: the text of an array is what is tested. */
    private static String read(String type) {
        String value = type.endsWith("[]")
                ? "CASE WHEN v IS NULL THEN 'null' ELSE cardinality(v) || '|' || array_to_string(v, ';', '∅') END"
                : "v";
        return "SELECT id, " + value + " FROM public.t ORDER BY id";
    }

    /** The driver makes the JVM's time zone its session's. */
    @BeforeEach
    void writeFarFromUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    }

    @AfterEach
    void restoreTimeZone() {
        TimeZone.setDefault(USUAL_TIME_ZONE);
    }

    private static Value items(Value... values) {
        return new Value.Items(List.of(values));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void areReadBackBySql(String type, List<Sample> values) {
        for (Layout layout : Layout.values()) {
            DATABASE.execute("DROP SCHEMA IF EXISTS millrace CASCADE", "DROP TABLE IF EXISTS public.t");
            try (PostgresTarget target = open(DATABASE.settings(
                    layout,
                    AutoCreate.CREATE,
                    Tables.table("S.T", "public.t", List.of("id"), "id integer", "v " + type)))) {
                TargetTable table = target.table("S.T").orElseThrow();
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    write(target, upsert(table, 1, i, values.get(i).written()));
                    expected.add(i + "|" + values.get(i).read());
                }
                write(target, upsert(table, 1, values.size(), Value.Null.NULL));
                expected.add(values.size() + "|null");

                TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
                assertEquals(expected, DATABASE.query(read(type)), layout.name());
                writeFarFromUtc();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void areKeys(String type, List<Sample> values) {
        for (Layout layout : Layout.values()) {
            DATABASE.execute("DROP SCHEMA IF EXISTS millrace CASCADE", "DROP TABLE IF EXISTS public.t");
            try (PostgresTarget target = open(DATABASE.settings(
                    layout, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("k"), "k " + type)))) {
                TargetTable table = target.table("S.T").orElseThrow();
                for (Sample value : values) {
                    assertEquals(List.of(APPLIED), write(target, upsert(table, 2, value.written())), layout.name());
                    assertEquals(List.of(STALE), write(target, upsert(table, 1, value.written())), layout.name());
                    assertEquals(List.of(APPLIED), write(target, upsert(table, 3, value.written())), layout.name());
                    assertEquals(
                            List.of(Writes.version(3)),
                            target.heldVersions(table, List.of(Writes.key(table, value.written()))).stream()
                                    .flatMap(Optional::stream)
                                    .toList());
                    assertEquals(
                            List.of(APPLIED), write(target, Writes.delete(table, 4, value.written())), layout.name());
                }
                String live = layout == Layout.SIDECAR ? "" : " WHERE NOT millrace_deleted";
                assertEquals(List.of("0"), DATABASE.query("SELECT count(*) FROM public.t" + live));
            }
        }
    }

    private static Arguments type(String type, List<Sample> values) {
        return Arguments.of(type, values);
    }

    private static List<Sample> same(String... values) {
        return Arrays.stream(values).map(value -> pair(value, value)).toList();
    }

    private static Sample pair(Object written, String read) {
        return new Sample(written, read);
    }

    private record Sample(Object written, String read) {}
}
