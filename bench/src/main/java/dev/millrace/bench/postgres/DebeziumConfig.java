package dev.millrace.bench.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of Debezium's sink. What its defaults leave to be said is what has to be said: that rows are upserted by the record's
 * key, and in which table. The records' schema stands here and not in every record, which is the faster way for both.
 */
record DebeziumConfig(PassSpec spec) {
    private static final String CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final String POLL_RECORDS = "5000";

    Map<String, String> properties() {
        ConnectSchema schema = new ConnectSchema(spec.shape());
        Setting setting = spec.setting();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        properties.put("topics", spec.topic());
        properties.put("tasks.max", Integer.toString(setting.tasks()));
        properties.put("connection.url", spec.database().url());
        properties.put("connection.username", spec.database().user());
        properties.put("connection.password", spec.database().password());
        properties.put("collection.name.format", Shape.TABLE);
        properties.put("insert.mode", "upsert");
        properties.put("primary.key.mode", "record_key");
        properties.put("key.converter", CONVERTER);
        properties.put("key.converter.schema.content", schema.key());
        properties.put("value.converter", CONVERTER);
        properties.put("value.converter.schema.content", schema.value());
        if (setting.entrant() == Entrant.DEBEZIUM) {
            properties.put("dialect.postgres.unnest.insert.enabled", "true");
            properties.put("use.reduction.buffer", "true");
            properties.put("batch.size", Integer.toString(setting.batch()));
            properties.put("consumer.override.max.poll.records", POLL_RECORDS);
        }
        return properties;
    }
}
