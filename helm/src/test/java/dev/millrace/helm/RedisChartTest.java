package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What only Redis' chart does. */
final class RedisChartTest {
    private static Release with(String values) {
        return Release.of(Chart.REDIS).with(values);
    }

    private static Release target(String keys) {
        return with("config: {target: {" + keys + "}}");
    }

    private static Release table(String keys) {
        return with("config: {tables: [{source: A, target: a, key: [k], columns: [k text], " + keys + "}]}");
    }

    @Test
    void theLayoutOfATableIsThatOfTheValues() {
        Manifests manifests = table("version: sidecar, layout: json, ttl: 30d").manifests();
        assertEquals("sidecar", manifests.connector().at("/tables/0/version").asText());
        assertEquals("json", manifests.connector().at("/tables/0/layout").asText());
        assertEquals("30d", manifests.connector().at("/tables/0/ttl").asText());
    }

    @Test
    void rowsThatExpireNeedTheirVersionBesideThem() {
        for (String keys : List.of("ttl: 30d", "version: inline, ttl: 30d")) {
            String refusal = table(keys).refusal();
            assertTrue(refusal.contains("config.tables[0].ttl: only with version: sidecar"), refusal);
        }
    }

    @Test
    void theNotesWarnWhereNoReplicaHasAWrite() {
        assertTrue(target("min-replicas: 0").notes().contains("! config.target.min-replicas: 0."));
        String two = target("min-replicas: 2").notes();
        assertTrue(two.contains("min-replicas 2"), two);
        assertFalse(two.contains("! config.target.min-replicas"));
    }

    @Test
    void severalNodesWithoutAClusterAreRefused() {
        String refusal = target("nodes: ['a:1', 'b:2']").refusal();
        assertTrue(refusal.contains("config.target.nodes: 2 nodes with mode single"), refusal);
        assertTrue(target("mode: cluster, nodes: ['a:1', 'b:2']").manifests().has("Deployment"));
    }

    @Test
    void aDatabaseOfAClusterIsRefused() {
        String refusal = target("mode: cluster, database: 3").refusal();
        assertTrue(refusal.contains("config.target.database: a cluster has only 0"), refusal);
    }

    @Test
    void aLoginByIamNeedsAUserAndNoPassword() {
        String user = target("iam-cache: bank").refusal();
        assertTrue(user.contains("config.target.user: missing"), user);
        String tls = target("iam-cache: bank, user: millrace, tls: false").refusal();
        assertTrue(tls.contains("config.target.tls: a login by iam-cache needs it"), tls);
        String password = target("iam-cache: bank, user: millrace")
                .with("secrets: {existingSecret: vault, env: {MILLRACE_TARGET_PASSWORD: word}}")
                .refusal();
        assertTrue(password.contains("config.target.iam-cache: not together with a password"), password);
    }

    @Test
    void theNetworkPolicyAllowsThePortsOfTheNodes() {
        Release release =
                target("mode: cluster, nodes: ['a:7000', 'b:7001', c]").with("networkPolicy: {enabled: true}");
        assertEquals(
                List.of("7000", "7001", "6379"),
                release.manifests()
                        .one("NetworkPolicy")
                        .at("/spec/egress/2/ports")
                        .findValuesAsText("port"));
    }

    @Test
    void theNotesWarnOfAServerThatDropsRows() {
        assertTrue(target("allow-eviction: true")
                .notes()
                .contains("! config.target.allow-eviction: a full server drops rows"));
        assertFalse(with("{}").notes().contains("! config.target.allow-eviction"));
    }
}
