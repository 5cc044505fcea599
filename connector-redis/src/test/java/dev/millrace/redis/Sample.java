package dev.millrace.redis;

import dev.millrace.core.change.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * A value, and how it is to be written.
 *
 * @param field in a hash
 * @param json in a JSON object
 */
record Sample(String type, Value value, String field, String json) {

    static List<Sample> all() {
        return List.of(
                text("Zürich"),
                text(""),
                text(" a "),
                new Sample("text", Samples.text("\uD83D\uDE00"), "\uD83D\uDE00", "\"\\uD83D\\uDE00\""),
                new Sample(
                        "text",
                        Samples.text("\"\\\n\u0001\u2028"),
                        "\"\\\n\u0001\u2028",
                        "\"\\\"\\\\\\n\\u0001\u2028\""),
                number("numeric(38,0)", "99999999999999999999999999999999999999"),
                number("numeric(38,38)", "-0.00000000000000000000000000000000000001"),
                number("numeric(12,2)", "1.50"),
                number("numeric(12,2)", "0.00"),
                number("bigint", "-9223372036854775808"),
                new Sample("boolean", new Value.Bool(true), "true", "true"),
                new Sample("boolean", new Value.Bool(false), "false", "false"),
                quoted("date", new Value.Date(LocalDate.of(1, 1, 1)), "0001-01-01"),
                quoted("time(0)", new Value.Time(LocalTime.of(0, 0)), "00:00:00"),
                quoted("time(9)", new Value.Time(LocalTime.of(23, 59, 59, 1)), "23:59:59.000000001"),
                quoted(
                        "timestamp(6)",
                        new Value.Timestamp(LocalDateTime.parse("2026-03-29T02:30:00"), 0),
                        "2026-03-29T02:30:00.000000"),
                quoted(
                        "timestamp(12)",
                        new Value.Timestamp(LocalDateTime.parse("9999-12-31T23:59:59.999999999"), 999),
                        "9999-12-31T23:59:59.999999999999"),
                structured("array<numeric(5,2)>", new Value.Items(List.of(Samples.number("1.50"))), "[1.50]"),
                structured("array<text>", new Value.Items(List.of()), "[]"),
                structured(
                        "struct<city text, since date, open boolean, photo binary(2), spots array<integer>>",
                        new Value.Group(List.of(
                                Samples.text("Z\"ürich"),
                                new Value.Date(LocalDate.of(2020, 2, 29)),
                                Value.Null.NULL,
                                new Value.Binary(new byte[] {(byte) 0xfb, (byte) 0xff}),
                                new Value.Items(List.of(Samples.number("1"), Samples.number("2"))))),
                        "{\"city\":\"Z\\\"ürich\",\"since\":\"2020-02-29\",\"open\":null,\"photo\":\"+/8=\",\"spots\":[1,2]}"));
    }

    private static Sample text(String text) {
        return quoted("text", Samples.text(text), text);
    }

    private static Sample number(String type, String number) {
        return new Sample(type, Samples.number(number), number, number);
    }

    private static Sample quoted(String type, Value value, String text) {
        return new Sample(type, value, text, '"' + text + '"');
    }

    private static Sample structured(String type, Value value, String json) {
        return new Sample(type, value, json, json);
    }
}
