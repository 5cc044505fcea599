package dev.millrace.core.testkit;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.TextType;
import dev.millrace.core.target.TimeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Canonical values of each column type: the extremes that stores get wrong, and random ones between them. */
final class KitValues {
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final LocalTime LAST_TIME = LocalTime.of(23, 59, 59, 999_999_000);
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** Texts that some store or driver takes for something else. */
    private static final List<String> TRICKY = List.of(
            "",
            " ",
            "NULL",
            "null",
            "\\N",
            "{}",
            "{a,b}",
            "\"",
            "it's",
            "\\",
            "a\tb\nc",
            "%_",
            "1e5",
            "-0",
            "pad  ",
            "  lead",
            "\u00e4\u00df\u20ac",
            "e\u0301",
            "\ud83d\ude00",
            "$1",
            "?",
            "[]",
            "\u007f");

    private KitValues() {}

    static Value random(ColumnType type, Dice dice) {
        if (dice.inPercent(25)) {
            return dice.oneOf(extremes(type));
        }
        if (type instanceof TextType text) {
            return new Value.Text(randomText(Math.min(text.maxLength(), 20), dice));
        }
        if (type instanceof DecimalType decimal) {
            return new Value.Decimal(randomDecimal(decimal, dice));
        }
        if (type instanceof BoolType) {
            return new Value.Bool(dice.inPercent(50));
        }
        if (type instanceof DateType) {
            return new Value.Date(randomDate(dice));
        }
        if (type instanceof TimeType) {
            return new Value.Time(randomTime(dice));
        }
        if (type instanceof BinaryType binary) {
            return new Value.Binary(dice.bytes(dice.between(0, binary.maxLength())));
        }
        return new Value.Timestamp(randomDate(dice).atTime(randomTime(dice)), 0);
    }

    static List<Value> extremes(ColumnType type) {
        if (type instanceof TextType text) {
            return texts(text);
        }
        if (type instanceof DecimalType decimal) {
            BigDecimal smallest = BigDecimal.ONE.movePointLeft(decimal.scale());
            return Stream.of(decimal.min(), decimal.max(), BigDecimal.ZERO, smallest, smallest.negate(), BigDecimal.TEN)
                    .map(number ->
                            (Value) new Value.Decimal(number.setScale(decimal.scale(), RoundingMode.UNNECESSARY)))
                    .toList();
        }
        if (type instanceof BoolType) {
            return List.of(new Value.Bool(true), new Value.Bool(false));
        }
        if (type instanceof DateType) {
            return days().map(day -> (Value) new Value.Date(day)).toList();
        }
        if (type instanceof TimeType) {
            return List.of(new Value.Time(LocalTime.MIDNIGHT), new Value.Time(LAST_TIME));
        }
        if (type instanceof BinaryType binary) {
            byte[] zeros = new byte[binary.maxLength()];
            byte[] text = "\\x00'{".getBytes(StandardCharsets.US_ASCII);
            return Stream.of(new byte[0], new byte[1], new byte[] {-1, 127, -128}, zeros, text)
                    .map(bytes -> (Value) new Value.Binary(bytes))
                    .toList();
        }
        return days().flatMap(day -> Stream.of(day.atStartOfDay(), day.atTime(LAST_TIME)))
                .map(time -> (Value) timestamp(time))
                .toList();
    }

    /** The ends, the day that the calendars' change left out, a leap day, and an hour that some zones do not have. */
    private static Stream<LocalDate> days() {
        return Stream.of(
                FIRST_DAY, LAST_DAY, LocalDate.of(1582, 10, 10), LocalDate.of(2000, 2, 29), LocalDate.of(2026, 3, 29));
    }

    private static Value.Timestamp timestamp(LocalDateTime time) {
        return new Value.Timestamp(time, 0);
    }

    private static List<Value> texts(TextType type) {
        List<Value> texts = new ArrayList<>();
        boolean padded = type.padding() == TextType.Padding.IGNORED;
        for (String tricky : TRICKY) {
            String text = padded ? tricky.stripTrailing() : tricky;
            if (text.codePointCount(0, text.length()) <= type.maxLength()) {
                texts.add(new Value.Text(text));
            }
        }
        texts.add(new Value.Text("x".repeat(type.maxLength())));
        texts.add(new Value.Text("\ud83d\ude00".repeat(type.maxLength())));
        return texts;
    }

    private static String randomText(int maxLength, Dice dice) {
        int length = dice.between(1, maxLength);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) dice.between('A', 'z'));
        }
        return text.toString();
    }

    private static BigDecimal randomDecimal(DecimalType type, Dice dice) {
        BigInteger span = type.max().subtract(type.min()).unscaledValue();
        BigInteger drawn = new BigInteger(1, dice.bytes(16)).mod(span);
        return type.min().add(new BigDecimal(drawn, type.scale()));
    }

    private static LocalDate randomDate(Dice dice) {
        return LocalDate.ofEpochDay(dice.between(FIRST_DAY.toEpochDay(), LAST_DAY.toEpochDay()));
    }

    private static LocalTime randomTime(Dice dice) {
        return LocalTime.ofNanoOfDay(dice.between(0L, MICROS_A_DAY) * 1_000);
    }
}
