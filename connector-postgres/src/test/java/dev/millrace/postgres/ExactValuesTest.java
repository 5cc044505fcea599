package dev.millrace.postgres;

import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type takes its extremes and NULL, and plain SQL reads the same back; and each type serves as a key. */
class ExactValuesTest {
    private static final String NINES = "9".repeat(20);
    private static final String LONGEST = "9".repeat(500) + "." + "9".repeat(500);
    private static final String EVERYTHING = "'\"\\{},NULL\t\r\n €𝄞\u0001 {\"a\":[1]} ";

    private static final TestDatabase DATABASE = TestDatabase.create();

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
                                pair("FFfe", "\\xfffe"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void areReadBackBySql(String type, List<Sample> values) {
        for (Layout layout : Layout.values()) {
            DATABASE.execute("DROP SCHEMA IF EXISTS millrace CASCADE", "DROP TABLE IF EXISTS public.t");
            try (PostgresTarget target = PostgresTarget.open(DATABASE.settings(
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

                assertEquals(expected, DATABASE.query("SELECT id, v FROM public.t ORDER BY id"), layout.name());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void areKeys(String type, List<Sample> values) {
        for (Layout layout : Layout.values()) {
            DATABASE.execute("DROP SCHEMA IF EXISTS millrace CASCADE", "DROP TABLE IF EXISTS public.t");
            try (PostgresTarget target = PostgresTarget.open(DATABASE.settings(
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
