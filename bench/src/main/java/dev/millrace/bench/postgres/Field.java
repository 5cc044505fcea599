package dev.millrace.bench.postgres;

import java.nio.file.Path;
import java.util.UUID;

/**
 * The servers, and where the entrants work.
 *
 * @param postgresPid the server's first process
 * @param directory of the entrants
 */
record Field(PostgresOptions options, String bootstrapServers, Databases databases, long postgresPid, Path directory) {

    /** An entrant in a new JVM, which has done nothing yet. */
    Contestant launch(Setting setting) throws InterruptedException {
        String name = setting.entrant().name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
        return Contestant.launch(setting, directory.resolve(name), bootstrapServers);
    }

    /** A pass over the topic that the setting's entrant reads, in a new group. */
    PassSpec pass(Setting setting, Scenario scenario, Database database) {
        String topic = setting.entrant().isDebezium() ? Changes.peerTopic(scenario) : Changes.topic(scenario);
        return pass(setting, scenario, topic, database);
    }

    PassSpec pass(Setting setting, Scenario scenario, String topic, Database database) {
        String group = "bench-" + UUID.randomUUID();
        return new PassSpec(setting, scenario.shape(), bootstrapServers, topic, group, options.records(), database);
    }
}
