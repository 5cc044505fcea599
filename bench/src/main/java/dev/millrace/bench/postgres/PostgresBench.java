package dev.millrace.bench.postgres;

import dev.millrace.stack.KafkaServer;
import dev.millrace.stack.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The whole benchmark: the servers, and the scenarios one after the other. For one thread. */
final class PostgresBench {
    private final PostgresOptions options;
    private final Affinity affinity;
    private final Consumer<String> progress;
    private final Map<Scenario, Course> courses = new EnumMap<>(Scenario.class);

    /** @param progress takes a line for each step */
    PostgresBench(PostgresOptions options, Affinity affinity, Consumer<String> progress) {
        this.options = options;
        this.affinity = affinity;
        this.progress = progress;
    }

    List<ScenarioResult> run(Path directory) throws InterruptedException {
        if (options.withDebezium()) {
            progress.accept("Fetching Debezium's sink, where it is not there yet (130 MB) ...");
            PeerJars.find().fetch(directory.resolve("peers"));
        }
        progress.accept("Starting Kafka and PostgreSQL ...");
        affinity.leaveLast();
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
                PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"))) {
            affinity.takeLast(postgres.pid());
            Field field = new Field(
                    options,
                    kafka.bootstrapServers(),
                    new Databases(postgres),
                    postgres.pid(),
                    directory.resolve("entrants"));
            Race race = new Race(field, progress);
            List<ScenarioResult> results = new ArrayList<>();
            for (Scenario scenario : options.scenarios()) {
                if (!options.entrants(scenario).isEmpty()) {
                    Course course = course(field, scenario);
                    progress.accept(scenario.description());
                    results.add(race.run(course, scenario));
                }
            }
            return results;
        }
    }

    private Course course(Field field, Scenario scenario) throws InterruptedException {
        Scenario source = scenario.source();
        Course ready = courses.get(source);
        if (ready != null) {
            return ready;
        }
        progress.accept(
                String.format(Locale.ROOT, "Writing %,d changes (%s) ...", options.records(), source.description()));
        Changes changes = new Changes(source, options);
        TableState expected = field.databases().prepare(source, changes, options);
        changes.fill(field.bootstrapServers());
        Course course = Course.of(source, changes, expected);
        courses.put(source, course);
        return course;
    }
}
