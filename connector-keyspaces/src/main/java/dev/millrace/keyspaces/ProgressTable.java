package dev.millrace.keyspaces;

import java.util.List;

/** The table that keeps how far each partition has come, for all connectors of a keyspace. */
final class ProgressTable {
    static final List<String> PARTITION_KEY = List.of("group_id", "cluster_id", "topic", "kafka_partition");
    /** Last: another id of the same topic stands beside it. */
    static final String TOPIC_ID = "topic_id";

    static final String OFFSET = "next_offset";

    private ProgressTable() {}

    static TableDefinition of(KeyspacesSettings settings) {
        return new TableDefinition(
                settings.keyspace(),
                settings.progressTable(),
                List.of(
                        new TableDefinition.Col("group_id", "text"),
                        new TableDefinition.Col("cluster_id", "text"),
                        new TableDefinition.Col("topic", "text"),
                        new TableDefinition.Col("kafka_partition", "int"),
                        new TableDefinition.Col(TOPIC_ID, "text"),
                        new TableDefinition.Col(OFFSET, "bigint")),
                PARTITION_KEY,
                List.of(TOPIC_ID));
    }
}
