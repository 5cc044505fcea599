package dev.millrace.bench.postgres;

/**
 * What an entrant is to replicate: a topic from its beginning, into a database.
 *
 * @param group in which the entrant is alone; has committed nothing
 * @param records in the topic
 */
record PassSpec(
        Setting setting,
        Shape shape,
        String bootstrapServers,
        String topic,
        String group,
        int records,
        Database database) {}
