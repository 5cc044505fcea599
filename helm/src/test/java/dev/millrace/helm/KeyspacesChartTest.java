package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What only the chart of Keyspaces and Cassandra does. */
final class KeyspacesChartTest {
    private static final String POLICY = "networkPolicy: {enabled: true}";

    private static Release with(String values) {
        return Release.of(Chart.KEYSPACES).with(values);
    }

    private static Release target(String keys) {
        return with("config: {target: {" + keys + "}}");
    }

    @Test
    void missingContactPointsAreRefusedUnlessAVariableGivesThem() {
        Release none = Release.bare(Chart.KEYSPACES)
                .with(
                        "{config: {kafka: {bootstrap.servers: 'b:1'}, topics: [a], target: {local-datacenter: d, keyspace: k},"
                                + " tables: [{source: A, target: a, key: [k], columns: [k text]}]}}");
        assertTrue(none.refusal().contains("config.target.contact-points: missing"), none.refusal());
        assertTrue(none.with("extraEnv: [{name: MILLRACE_TARGET_CONTACT_POINTS, value: 'c:9142'}]")
                .manifests()
                .has("Deployment"));
    }

    @Test
    void theNetworkPolicyAllowsThePortsOfTheContactPoints() {
        assertEquals(
                List.of("9142"),
                ports(target("contact-points: [cassandra.example.com]").with(POLICY)));
        assertEquals(List.of("9999"), ports(target("contact-points: ['c:9999']").with(POLICY)));
        assertEquals(
                List.of("9042"),
                ports(target("service: cassandra, tls: false, contact-points: [c]")
                        .with(POLICY)));
    }

    /** Tables of Keyspaces are made through its control plane. */
    @Test
    void theNetworkPolicyAllowsHttpsWhereTablesAreMade() {
        assertEquals(
                List.of("9142", "443"),
                ports(target("contact-points: [c], auto-create: true").with(POLICY)));
    }

    private static List<String> ports(Release release) {
        return release.manifests()
                .one("NetworkPolicy")
                .at("/spec/egress/2/ports")
                .findValuesAsText("port");
    }

    @Test
    void keyspacesWithoutTlsIsRefused() {
        String refusal = target("tls: false").refusal();
        assertTrue(refusal.contains("config.target.tls: Amazon Keyspaces takes no connection without it"), refusal);
    }

    @Test
    void aControlPlaneOfCassandraIsRefused() {
        String refusal =
                target("service: cassandra, control-endpoint: 'https://c'").refusal();
        assertTrue(refusal.contains("config.target.control-endpoint: Cassandra has no control plane"), refusal);
    }

    @Test
    void aPartitionKeyOutsideOfTheKeyIsRefused() {
        String refusal =
                with("config: {tables: [{source: A, target: a, key: [k], partition-key: [x], columns: [k text]}]}")
                        .refusal();
        assertTrue(
                refusal.contains("config.tables[0].partition-key: x is no column of the key. Take one of k"), refusal);
    }

    @Test
    void theNotesWarnOfCassandraInPlainText() {
        assertTrue(target("service: cassandra, tls: false").notes().contains("! config.target.tls: off"));
        assertFalse(with("{}").notes().contains("! config.target.tls"));
    }

    @Test
    void theNotesWarnOfQuorumsThatSurviveNothing() {
        assertTrue(target("service: cassandra, auto-create: true, replicas: 1")
                .notes()
                .contains("! config.target.replicas: 1."));
        assertFalse(target("service: cassandra, auto-create: true").notes().contains("! config.target.replicas"));
    }
}
