package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;

/** Creates by CQL, as a Cassandra has it: done when its nodes agree. */
final class CqlCreator implements Creator {
    /** Changes of the schema take a while, and another creator's may be under way. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final CqlSession session;
    private final String datacenter;
    private final int replicas;
    private final Patience patience;

    CqlCreator(CqlSession session, String datacenter, int replicas, Patience patience) {
        this.session = session;
        this.datacenter = datacenter;
        this.replicas = replicas;
        this.patience = patience;
    }

    @Override
    public void createKeyspace(String name) {
        execute(keyspaceCql(name, datacenter, replicas));
    }

    static String keyspaceCql(String name, String datacenter, int replicas) {
        return "CREATE KEYSPACE IF NOT EXISTS " + Names.cql(name)
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + datacenter.replace("'", "''") + "': "
                + replicas + "}";
    }

    @Override
    public void createTable(TableDefinition table) {
        execute(table.cql());
    }

    private void execute(String cql) {
        boolean agreed = patience.ask(
                        () -> session.execute(SimpleStatement.newInstance(cql).setTimeout(LONGEST)))
                .getExecutionInfo()
                .isSchemaInAgreement();
        if (!agreed) {
            session.checkSchemaAgreement();
        }
    }

    @Override
    public void close() {}
}
