package dev.millrace.dynamodb;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.IsoText;
import dev.millrace.core.target.StructType;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Canonical values as attributes, with every digit. What the service would round or refuse is refused here. */
final class AttributeValues {
    private static final int MOST_DIGITS = 38;
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private final Nulls nulls;

    AttributeValues(Nulls nulls) {
        this.nulls = nulls;
    }

    /** Puts a column, or a field of a group, into an item; NULL as the settings say. */
    void put(Map<String, AttributeValue> item, Column column, Value value) throws ItemRefused {
        if (value != Value.Null.NULL) {
            item.put(column.name(), of(column.type(), value));
        } else if (nulls == Nulls.NULL_TYPE) {
            item.put(column.name(), NULL);
        }
    }

    /** @param value not NULL, canonical for the type */
    AttributeValue of(ColumnType type, Value value) throws ItemRefused {
        if (value instanceof Value.Items items && type instanceof ArrayType array) {
            return list(array, items);
        }
        if (value instanceof Value.Group group && type instanceof StructType struct) {
            return map(struct, group);
        }
        return scalar(type, value);
    }

    private AttributeValue list(ArrayType type, Value.Items items) throws ItemRefused {
        List<AttributeValue> list = new ArrayList<>(items.values().size());
        for (Value item : items.values()) {
            list.add(of(type.element(), item));
        }
        return AttributeValue.fromL(list);
    }

    private AttributeValue map(StructType type, Value.Group group) throws ItemRefused {
        Map<String, AttributeValue> map = new HashMap<>();
        for (int i = 0; i < type.fields().size(); i++) {
            put(map, type.fields().get(i), group.values().get(i));
        }
        return AttributeValue.fromM(map);
    }

    /** Values that a key can have too. Text order of dates and times is their order. */
    static AttributeValue scalar(ColumnType type, Value value) throws ItemRefused {
        if (value instanceof Value.Text text) {
            return text(text.text());
        }
        if (value instanceof Value.Decimal decimal) {
            return number(decimal.number());
        }
        if (value instanceof Value.Bool bool) {
            return AttributeValue.fromBool(bool.truth());
        }
        if (value instanceof Value.Binary binary) {
            return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(binary.bytes()));
        }
        if (value instanceof Value.Date date) {
            return text(IsoText.of(date));
        }
        if (value instanceof Value.Time time && type instanceof TimeType column) {
            return text(IsoText.of(time, column.fractionDigits()));
        }
        if (value instanceof Value.Timestamp timestamp && type instanceof TimestampType column) {
            return text(IsoText.of(timestamp, column.fractionDigits()));
        }
        throw new IllegalArgumentException("no value of " + type + ": " + value.getClass());
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(BigDecimal number) throws ItemRefused {
        boolean plain = number.precision() <= MOST_DIGITS && number.scale() >= 0 && number.scale() <= MOST_DIGITS;
        if (plain) {
            return AttributeValue.fromN(number.toPlainString());
        }
        if (number.signum() == 0) {
            return AttributeValue.fromN("0");
        }
        BigDecimal shortest = number.stripTrailingZeros();
        long exponent = (long) shortest.precision() - shortest.scale() - 1;
        if (shortest.precision() > MOST_DIGITS || exponent > LARGEST_EXPONENT || exponent < SMALLEST_EXPONENT) {
            throw new ItemRefused(ItemFault.NUMBER_OUT_OF_RANGE);
        }
        return AttributeValue.fromN(shortest.toPlainString());
    }
}
