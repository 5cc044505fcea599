package dev.millrace.core.format;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.core.target.TargetTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row of every type that a source has: its values, and how a source writes them in JSON. Both come from the same draw, so neither
 * is made of the other.
 *
 * @param json each column's, in the table's order
 */
public record WrittenRow(List<Value> values, List<String> json) {
    private static final List<String> NAMES =
            List.of("ID", "CODE", "AMOUNT", "NAME", "OPENED", "AT", "STAMP", "RAW", "FLAG");
    private static final List<String> TYPES = List.of(
            "bigint",
            "varchar(8)",
            "numeric(31,5)",
            "varchar(200)",
            "date",
            "time(6)",
            "timestamp(12)",
            "binary(16)",
            "boolean");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "NULL",
            "null",
            "\"",
            "\\",
            "{}",
            "a\tb\nc",
            "\u00e4\u20ac",
            "\ud83d\ude00",
            "pad  ",
            "I",
            "-0",
            "\u0001",
            "</x>");

    public static TargetTable table() {
        List<Column> columns = IntStream.range(0, NAMES.size())
                .mapToObj(i -> new Column(
                        NAMES.get(i).toLowerCase(Locale.ROOT),
                        ColumnTypes.parse(TYPES.get(i)).orElseThrow(),
                        !isKey(NAMES.get(i))))
                .toList();
        return new TargetTable("public.kit", columns, List.of(0, 1));
    }

    private static boolean isKey(String name) {
        return name.equals("ID") || name.equals("CODE");
    }

    static WrittenRow random(SplittableRandom random) {
        List<Value> values = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (String name : NAMES) {
            if (!isKey(name) && random.nextInt(5) == 0) {
                values.add(Value.Null.NULL);
                json.add("null");
            } else {
                add(name, random, values, json);
            }
        }
        return new WrittenRow(values, json);
    }

    private static void add(String name, SplittableRandom random, List<Value> values, List<String> json) {
        switch (name) {
            case "ID" -> decimal(BigDecimal.valueOf(random.nextInt(3)), random, values, json);
            case "CODE" -> text(random.nextInt(2) == 0 ? "A" : "b \"", values, json);
            case "AMOUNT" ->
                decimal(new BigDecimal(new BigInteger(102, bits(random)).negate(), 5), random, values, json);
            case "NAME" -> text(TEXTS.get(random.nextInt(TEXTS.size())), values, json);
            case "OPENED" -> {
                LocalDate date = LocalDate.of(random.nextInt(1, 10_000), random.nextInt(1, 13), random.nextInt(1, 29));
                values.add(new Value.Date(date));
                json.add("\"" + date + "\"");
            }
            case "AT" -> {
                LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1_000);
                values.add(new Value.Time(time));
                json.add(
                        time.getSecond() == 0 || random.nextInt(2) == 0
                                ? String.format(
                                        "\"%02d.%02d.%02d.%06d\"",
                                        time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / 1_000)
                                : "\"" + time + "\"");
            }
            case "STAMP" -> {
                LocalDate date = LocalDate.of(random.nextInt(1, 10_000), random.nextInt(1, 13), random.nextInt(1, 29));
                LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
                int picoseconds = random.nextInt(1_000);
                values.add(new Value.Timestamp(date.atTime(time), picoseconds));
                json.add(String.format(
                        "\"%s%s%02d.%02d.%02d.%09d%03d\"",
                        date,
                        random.nextInt(2) == 0 ? "-" : "T",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        time.getNano(),
                        picoseconds));
            }
            case "RAW" -> {
                byte[] bytes = new byte[random.nextInt(17)];
                random.nextBytes(bytes);
                values.add(new Value.Binary(bytes));
                json.add("\"" + HexFormat.of().formatHex(bytes) + "\"");
            }
            default -> {
                values.add(new Value.Bool(random.nextInt(2) == 0));
                json.add(values.get(values.size() - 1).equals(new Value.Bool(true)) ? "true" : "false");
            }
        }
    }

    private static Random bits(SplittableRandom random) {
        return new Random(random.nextLong());
    }

    private static void decimal(BigDecimal number, SplittableRandom random, List<Value> values, List<String> json) {
        values.add(new Value.Decimal(number));
        json.add(random.nextInt(2) == 0 ? number.toPlainString() : "\"" + number.toPlainString() + "\"");
    }

    private static void text(String text, List<Value> values, List<String> json) {
        values.add(new Value.Text(text));
        json.add("\""
                + text.chars()
                        .mapToObj(unit -> unit < ' ' || unit == '"' || unit == '\\' || unit > 0x7e
                                ? String.format("\\u%04x", unit)
                                : Character.toString(unit))
                        .collect(Collectors.joining())
                + "\"");
    }

    /** The key in the table's order. */
    List<Value> key() {
        return values.subList(0, 2);
    }

    /** The same row under another key. */
    WrittenRow withKeyOf(WrittenRow other) {
        List<Value> moved = new ArrayList<>(other.key());
        moved.addAll(values.subList(2, values.size()));
        List<String> written = new ArrayList<>(other.json.subList(0, 2));
        written.addAll(json.subList(2, json.size()));
        return new WrittenRow(moved, written);
    }

    /** As one object. */
    String image() {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> "\"" + NAMES.get(i) + "\":" + json.get(i))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
