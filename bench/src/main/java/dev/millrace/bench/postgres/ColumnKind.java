package dev.millrace.bench.postgres;

import java.time.LocalDate;
import java.util.Locale;

/** How a column's values are written, in each of the languages that carry them. */
enum ColumnKind {
    WHOLE("numeric", "{\"type\":\"int64\""),
    DECIMAL(
            "numeric",
            "{\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"version\":1,"
                    + "\"parameters\":{\"scale\":\"2\"}"),
    TEXT("text", "{\"type\":\"string\""),
    DATE("date", "{\"type\":\"int32\",\"name\":\"org.apache.kafka.connect.data.Date\",\"version\":1");

    private final String sqlType;
    private final String connectSchema;

    ColumnKind(String sqlType, String connectSchema) {
        this.sqlType = sqlType;
        this.connectSchema = connectSchema;
    }

    /** Of {@code numeric(p)} and {@code numeric(p,2)}, {@code varchar(n)} and {@code date}. */
    static ColumnKind of(String type) {
        if (type.startsWith("numeric")) {
            return type.contains(",") ? DECIMAL : WHOLE;
        }
        return type.equals("date") ? DATE : TEXT;
    }

    /** The elements of an array that carries such values to the database. */
    String sqlType() {
        return sqlType;
    }

    /** The field as Kafka Connect's JSON converter describes it. */
    String connectField(String name) {
        return connectSchema + ",\"optional\":false,\"field\":\"" + name.toLowerCase(Locale.ROOT) + "\"}";
    }

    /** A value as the mainframe's records have it. */
    void appendJson(StringBuilder json, String value) {
        if (this == WHOLE || this == DECIMAL) {
            json.append(value);
        } else {
            json.append('"').append(value).append('"');
        }
    }

    /** A value as Kafka Connect's JSON converter reads it: dates as days since 1970. */
    void appendConnectJson(StringBuilder json, String value) {
        if (this == DATE) {
            json.append(LocalDate.parse(value).toEpochDay());
        } else {
            appendJson(json, value);
        }
    }
}
