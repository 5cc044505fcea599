package dev.millrace.core.testkit;

import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.TextType;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes a row as a source may: names in upper case, text padded, numbers with other scales or quoted, times in the forms of
 * Db2 and ISO, bytes as hexadecimal digits. One row has many images, all of which are one row in the target.
 */
final class SourceImages {
    private static final DateTimeFormatter DB2_TIME = DateTimeFormatter.ofPattern("HH.mm.ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter ISO_TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter DB2_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH.mm.ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter ISO_TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private final Dice dice;

    SourceImages(Dice dice) {
        this.dice = dice;
    }

    /** @param row canonical, in the order of the table's columns */
    Row full(KitTable table, List<Value> row) {
        return image(table, row, IntStream.range(0, row.size()).boxed().toList());
    }

    Row keyOnly(KitTable table, List<Value> row) {
        return image(table, row, table.keyIndexes());
    }

    private Row image(KitTable table, List<Value> row, List<Integer> indexes) {
        List<Integer> order = new ArrayList<>(indexes);
        if (dice.inPercent(20)) {
            Collections.reverse(order);
        }
        Row.Builder image = new Row.Builder();
        for (int index : order) {
            image.add(table.sourceColumn(index), written(table.columns().get(index), row.get(index)));
        }
        return image.build();
    }

    private Value written(Column column, Value value) {
        boolean asText = dice.inPercent(50);
        if (value instanceof Value.Text text) {
            return padded(column, text);
        }
        if (value instanceof Value.Decimal decimal) {
            BigDecimal number = scaled(decimal.number());
            return asText ? new Value.Text(number.toString()) : new Value.Decimal(number);
        }
        if (value instanceof Value.Date date && asText) {
            return new Value.Text(date.date().toString());
        }
        if (value instanceof Value.Time time && asText) {
            return new Value.Text(time.time().format(dice.inPercent(50) ? DB2_TIME : ISO_TIME));
        }
        if (value instanceof Value.Timestamp timestamp && asText) {
            return new Value.Text(timestamp.dateTime().format(dice.inPercent(50) ? DB2_TIMESTAMP : ISO_TIMESTAMP));
        }
        if (value instanceof Value.Binary binary && asText) {
            String hex = HexFormat.of().formatHex(binary.bytes());
            return new Value.Text(dice.inPercent(50) ? hex : hex.toUpperCase(Locale.ROOT));
        }
        return value;
    }

    private Value padded(Column column, Value.Text text) {
        if (column.type() instanceof TextType type && type.padding() == TextType.Padding.IGNORED) {
            String given = text.text();
            int room = type.maxLength() - given.codePointCount(0, given.length());
            return new Value.Text(given + " ".repeat(dice.between(0, room)));
        }
        return text;
    }

    private BigDecimal scaled(BigDecimal number) {
        return switch (dice.between(0, 3)) {
            case 0 -> number.stripTrailingZeros();
            case 1 -> number.setScale(number.scale() + 2);
            default -> number;
        };
    }
}
