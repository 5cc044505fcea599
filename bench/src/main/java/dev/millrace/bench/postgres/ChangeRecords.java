package dev.millrace.bench.postgres;

import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleClock;
import dev.millrace.bench.sample.SampleTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes each change twice: as the mainframe's change record, for whoever reads those, and as Debezium's sink has its records, flat,
 * the key's columns in the record's key. The same row goes to the same partition of both topics. For one thread.
 */
final class ChangeRecords {
    static final int PARTITIONS = 8;

    private final List<ShapeColumn> columns;
    private final int keyColumns;
    private final List<String> sourceNames;
    private final SampleClock clock;

    /** @param startMillis when the first change was made, in milliseconds since 1970 */
    ChangeRecords(Shape shape, long startMillis) {
        this.columns = shape.columns();
        this.keyColumns = shape.key().size();
        this.sourceNames = columns.stream()
                .map(column -> "\"" + column.name().toUpperCase(Locale.ROOT) + "\":")
                .toList();
        this.clock = new SampleClock(startMillis);
    }

    static int partition(int row) {
        return row % PARTITIONS;
    }

    ProducerRecord<byte[], byte[]> ofMainframe(String topic, int row, int change, List<String> values) {
        StringBuilder json = new StringBuilder(columns.size() * 24);
        json.append("{\"object_name\":\"").append(SampleTable.SOURCE).append("\",\"change_op\":\"I\",\"stck\":\"");
        json.append(clock.next())
                .append("\",\"")
                .append(Decoder.ORDINAL_TAG)
                .append("\":")
                .append(change);
        json.append(",\"after_image\":{");
        for (int i = 0; i < values.size(); i++) {
            json.append(i == 0 ? "" : ",").append(sourceNames.get(i));
            columns.get(i).kind().appendJson(json, values.get(i));
        }
        json.append("}}");
        String key = String.join("|", values.subList(0, keyColumns));
        return record(topic, row, key, json.toString());
    }

    ProducerRecord<byte[], byte[]> ofDebezium(String topic, int row, List<String> values) {
        return record(topic, row, connectJson(values, 0, keyColumns), connectJson(values, keyColumns, values.size()));
    }

    private String connectJson(List<String> values, int from, int to) {
        StringBuilder json = new StringBuilder((to - from) * 24);
        for (int i = from; i < to; i++) {
            json.append(i == from ? "{\"" : ",\"").append(columns.get(i).name()).append("\":");
            columns.get(i).kind().appendConnectJson(json, values.get(i));
        }
        return json.append('}').toString();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int row, String key, String value) {
        return new ProducerRecord<>(
                topic,
                partition(row),
                key.getBytes(StandardCharsets.US_ASCII),
                value.getBytes(StandardCharsets.US_ASCII));
    }
}
