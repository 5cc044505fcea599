package dev.millrace.bench.store;

import dev.millrace.bench.run.RunningConnector;
import dev.millrace.keyspaces.KeyspacesConfig;
import dev.millrace.keyspaces.KeyspacesSettings;
import dev.millrace.keyspaces.KeyspacesTarget;
import dev.millrace.stack.CassandraServer;
import dev.millrace.stack.Storage;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Apache Cassandra, one node. */
final class KeyspacesStore implements Store {
    private static final String KEYSPACE = "bench";
    private static final String TABLE = "account";

    private final CassandraServer server;

    KeyspacesStore(Path directory) {
        this.server = CassandraServer.start(directory, Storage.FLEETING);
    }

    @Override
    public String name() {
        return "Cassandra, one node";
    }

    @Override
    public String target(int inFlight) {
        return String.join(
                "\n",
                "service: cassandra",
                "contact-points: [\"" + server.host() + ":" + server.port() + "\"]",
                "local-datacenter: " + server.datacenter(),
                "tls: false",
                "keyspace: " + KEYSPACE,
                "replicas: 1",
                "auto-create: true",
                "in-flight: " + inFlight,
                "");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public RunningConnector.TargetReader targetReader() {
        return (reader, connector) -> {
            KeyspacesSettings settings = KeyspacesConfig.read(reader, connector);
            return () -> KeyspacesTarget.open(settings);
        };
    }

    @Override
    public Bare bare(int inFlight) {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        return new BareLoop(new BareCassandra(address, server.datacenter(), KEYSPACE, TABLE), inFlight);
    }

    @Override
    public void close() {
        server.close();
    }
}
