package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.EpochUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the schema of a field, as Kafka Connect writes it beside its records, to how its values are read. What a schema does not name
 * otherwise stands in the record as it is: text, whole numbers, truth values, and binary floats as the decimal that was written.
 */
final class ConnectTypes {
    static final String SCHEMA = "schema";

    /** More than any column holds; two's complement of about 1,200 digits. */
    private static final int LONGEST_NUMBER = 512;

    private ConnectTypes() {}

    /** @throws Rejection {@code UNDECODABLE} where it is no schema */
    static ConnectValue of(Row schema) throws Rejection {
        return switch (text(schema, "name")) {
            case "org.apache.kafka.connect.data.Decimal" -> decimal(scale(schema));
            case "io.debezium.data.VariableScaleDecimal" -> ConnectTypes::variableDecimal;
            case "org.apache.kafka.connect.data.Date", "io.debezium.time.Date" -> json -> EpochUnit.date(whole(json));
            case "org.apache.kafka.connect.data.Time", "io.debezium.time.Time" ->
                json -> EpochUnit.MILLIS.time(whole(json));
            case "io.debezium.time.MicroTime" -> json -> EpochUnit.MICROS.time(whole(json));
            case "io.debezium.time.NanoTime" -> json -> EpochUnit.NANOS.time(whole(json));
            case "org.apache.kafka.connect.data.Timestamp", "io.debezium.time.Timestamp" ->
                json -> EpochUnit.MILLIS.timestamp(whole(json));
            case "io.debezium.time.MicroTimestamp" -> json -> EpochUnit.MICROS.timestamp(whole(json));
            case "io.debezium.time.NanoTimestamp" -> json -> EpochUnit.NANOS.timestamp(whole(json));
            default -> plain(schema);
        };
    }

    private static ConnectValue plain(Row schema) throws Rejection {
        return switch (text(schema, "type")) {
            case "bytes" -> json -> new Value.Binary(bytes(json));
            case "struct" -> struct(schema);
            case "array" -> array(of(row(schema, "items")));
            case "map" -> map(of(row(schema, "keys")), of(row(schema, "values")));
            case "" -> throw malformed();
            default -> json -> json;
        };
    }

    /** The fields of a structure, by name. */
    static Map<String, Row> fields(Row schema) throws Rejection {
        Map<String, Row> fields = new HashMap<>();
        if (!(value(schema, "fields") instanceof Value.Items items)) {
            throw malformed();
        }
        for (Value item : items.values()) {
            if (!(item instanceof Value.Fields field)) {
                throw malformed();
            }
            fields.put(text(field.row(), "field"), field.row());
        }
        return fields;
    }

    private static ConnectValue struct(Row schema) throws Rejection {
        ConnectRow row = ConnectRow.of(schema);
        return json -> {
            if (json instanceof Value.Fields fields) {
                return new Value.Fields(row.read(fields.row()));
            }
            throw wrongType();
        };
    }

    private static ConnectValue array(ConnectValue item) {
        return json -> {
            if (!(json instanceof Value.Items given)) {
                throw wrongType();
            }
            List<Value> items = new ArrayList<>();
            for (Value each : given.values()) {
                items.add(item.read(each));
            }
            return new Value.Items(items);
        };
    }

    /** An object where the keys are text, else an array of pairs. */
    private static ConnectValue map(ConnectValue key, ConnectValue value) {
        ConnectValue pair = json -> {
            if (json instanceof Value.Items two && two.values().size() == 2) {
                return new Value.Items(List.of(
                        key.read(two.values().get(0)), value.read(two.values().get(1))));
            }
            throw wrongType();
        };
        return json -> {
            if (!(json instanceof Value.Fields fields)) {
                return array(pair).notNull(json);
            }
            Row.Builder row = new Row.Builder();
            for (int i = 0; i < fields.row().size(); i++) {
                row.add(fields.row().name(i), value.read(fields.row().value(i)));
            }
            return new Value.Fields(row.build());
        };
    }

    /** The digits as bytes; as a number where the converter was told to. */
    private static ConnectValue decimal(int scale) {
        return json -> json instanceof Value.Decimal ? json : new Value.Decimal(new BigDecimal(unscaled(json), scale));
    }

    private static Value variableDecimal(Value json) throws Rejection {
        if (json instanceof Value.Fields fields && value(fields.row(), "scale") instanceof Value.Decimal scale) {
            try {
                return new Value.Decimal(new BigDecimal(
                        unscaled(value(fields.row(), "value")), scale.number().intValueExact()));
            } catch (ArithmeticException noScale) {
                throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, ConnectValue.PLACE);
            }
        }
        throw wrongType();
    }

    private static BigInteger unscaled(Value json) throws Rejection {
        byte[] digits = bytes(json);
        if (digits.length == 0) {
            throw wrongType();
        }
        if (digits.length > LONGEST_NUMBER) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, ConnectValue.PLACE);
        }
        return new BigInteger(digits);
    }

    private static byte[] bytes(Value json) throws Rejection {
        if (json instanceof Value.Text text) {
            try {
                return Base64.getDecoder().decode(text.text());
            } catch (IllegalArgumentException notBase64) {
                throw wrongType();
            }
        }
        throw wrongType();
    }

    private static int scale(Row schema) throws Rejection {
        try {
            return Integer.parseInt(text(row(schema, "parameters"), "scale"));
        } catch (NumberFormatException noScale) {
            throw malformed();
        }
    }

    private static Row row(Row schema, String name) throws Rejection {
        if (value(schema, name) instanceof Value.Fields fields) {
            return fields.row();
        }
        throw malformed();
    }

    /** Empty where it is not there. */
    private static String text(Row schema, String name) {
        return value(schema, name) instanceof Value.Text text ? text.text() : "";
    }

    private static Value value(Row row, String name) {
        return row.find(name).orElse(Value.Null.NULL);
    }

    private static long whole(Value json) throws Rejection {
        if (!(json instanceof Value.Decimal decimal)) {
            throw wrongType();
        }
        try {
            return decimal.number().longValueExact();
        } catch (ArithmeticException fractionOrTooLong) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, ConnectValue.PLACE);
        }
    }

    private static Rejection malformed() {
        return new Rejection(RejectionReason.UNDECODABLE, SCHEMA);
    }

    private static Rejection wrongType() {
        return new Rejection(RejectionReason.VALUE_TYPE, ConnectValue.PLACE);
    }
}
