package dev.millrace.bench.postgres;

import java.util.List;
import java.util.stream.Collectors;

/** The schemas of the records that Debezium's sink reads, as Kafka Connect's JSON converter takes them. */
record ConnectSchema(Shape shape) {

    String key() {
        return struct(shape.key());
    }

    String value() {
        return struct(
                shape.columns().subList(shape.key().size(), shape.columns().size()));
    }

    private static String struct(List<ShapeColumn> columns) {
        return columns.stream()
                .map(column -> column.kind().connectField(column.name()))
                .collect(Collectors.joining(",", "{\"type\":\"struct\",\"optional\":false,\"fields\":[", "]}"));
    }
}
