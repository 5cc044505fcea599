package dev.millrace.bench.postgres;

import dev.millrace.bench.run.RunningConnector;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.postgres.PostgresSettings;
import dev.millrace.postgres.PostgresTarget;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The whole connector with its default settings. */
final class MillracePass implements RunningPass {
    private final RunningConnector connector;

    MillracePass(PassSpec spec) {
        this.connector = RunningConnector.start(source(spec) + target(spec), (reader, config) -> {
            PostgresSettings settings = PostgresConfig.read(reader, config);
            return () -> PostgresTarget.open(settings);
        });
    }

    /** What the connector's engine runs with, for the report. */
    static String engine() {
        Setting any = new Setting(Entrant.INLINE, 0, 0);
        Database nowhere = new Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none");
        return RunningConnector.config(
                        source(new PassSpec(any, Shape.ACCOUNT, "127.0.0.1:1", "none", "none", 0, nowhere)))
                .engine()
                .toString();
    }

    private static String source(PassSpec spec) {
        List<ShapeColumn> columns = spec.shape().columns();
        return String.join(
                "\n",
                "name: " + spec.group(),
                "kafka:",
                "  bootstrap.servers: " + spec.bootstrapServers(),
                "topics: [" + spec.topic() + "]",
                "format:",
                "  type: precisely-json",
                "  tags:",
                "    ordinal: " + Decoder.ORDINAL_TAG,
                "tables:",
                "  - source: " + SampleTable.SOURCE,
                "    target: " + Shape.TABLE,
                "    key: [" + Shape.names(spec.shape().key()) + "]",
                "    columns: ["
                        + columns.stream()
                                .map(column -> "\"" + column.name() + " " + column.type() + "\"")
                                .collect(Collectors.joining(", "))
                        + "]",
                "");
    }

    private static String target(PassSpec spec) {
        return String.join(
                "\n",
                "target:",
                "  url: " + spec.database().url(),
                "  user: " + spec.database().user(),
                "  password: \"" + spec.database().password() + "\"",
                "  versions: " + spec.setting().entrant().name().toLowerCase(Locale.ROOT),
                "  auto-create: true",
                "");
    }

    @Override
    public PassState state() {
        connector.requireAlive();
        return PassState.UNDER_WAY;
    }

    @Override
    public void close() {
        connector.close();
    }
}
