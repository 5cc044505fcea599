package dev.millrace.bench.engine;

import dev.millrace.bench.run.RunningConnector;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.Keys;
import dev.millrace.bench.sample.SampleTable;

/** A whole connector with its default settings and with a target of ours. */
final class MillraceConnector implements Contestant {
    private final RunningConnector connector;

    MillraceConnector(RunSpec spec, String group) {
        this.connector =
                RunningConnector.start(yaml(spec, group), (reader, config) -> () -> new SampleTarget(spec.target()));
    }

    /** What the connector runs with, for the report. */
    static String settings() {
        RunSpec any =
                new RunSpec(new Setup(Peer.MILLRACE, 0, 0), Keys.DISTINCT, TargetKind.IDLE, "127.0.0.1:1", 0, 0, 0);
        return RunningConnector.config(yaml(any, "any")).engine().toString();
    }

    private static String yaml(RunSpec spec, String group) {
        return String.join(
                "\n",
                "name: " + group,
                "kafka:",
                "  bootstrap.servers: " + spec.bootstrapServers(),
                "topics: [" + spec.topic() + "]",
                "format:",
                "  type: precisely-json",
                "  tags:",
                "    ordinal: " + Decoder.ORDINAL_TAG,
                "tables:",
                "  - source: " + SampleTable.SOURCE,
                "    target: public.account",
                "    key: [account_id]",
                "");
    }

    @Override
    public long settled() {
        return connector.settled();
    }

    @Override
    public void close() {
        connector.close();
    }
}
