package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The connector's file. */
final class ConfigurationTest {
    @EveryChart
    void theFileIsTheConfigurationOfTheValues(Chart chart) {
        ObjectNode given =
                (ObjectNode) Yaml.object(chart.minimal()).path("config").deepCopy();
        given.put("name", Release.NAME);
        given.putObject("engine").put("termination-grace", "45s");
        assertEquals(given, Release.of(chart).manifests().connector());
    }

    @EveryChart
    void theConnectorIsNamedAfterTheReleaseUnlessItHasAName(Chart chart) {
        assertEquals(
                Release.NAME,
                Release.of(chart).manifests().connector().path("name").asText());
        Manifests named = Release.of(chart).with("config: {name: ledger}").manifests();
        assertEquals("ledger", named.connector().path("name").asText());
        assertEquals(Release.NAME, named.workload().at("/metadata/name").asText());
    }

    @EveryChart
    void numbersKeepTheirDigits(Chart chart) {
        String text = Release.of(chart)
                .with("config: {engine: {in-flight-records: 123456789}, kafka: {fetch.max.bytes: 2147483647}}")
                .manifests()
                .connectorText();
        assertTrue(text.contains("in-flight-records: 123456789\n"), text);
        assertTrue(text.contains("fetch.max.bytes: 2147483647\n"), text);
    }

    @EveryChart
    void textThatLooksLikeSomethingElseStaysText(Chart chart) {
        JsonNode kafka = Release.of(chart)
                .with("config: {kafka: {client.rack: '0123', client.id: 'true', client.dns.lookup: '${x}{{ y }}'}}")
                .manifests()
                .connector()
                .path("kafka");
        assertEquals("0123", kafka.path("client.rack").textValue());
        assertEquals("true", kafka.path("client.id").textValue());
        assertEquals("${x}{{ y }}", kafka.path("client.dns.lookup").textValue());
    }

    @EveryChart
    void aChangedConfigurationRestartsThePods(Chart chart) {
        assertNotEquals(checksum(Release.of(chart)), checksum(Release.of(chart).with("config: {engine: {lanes: 3}}")));
        assertNotEquals(
                checksum(Release.of(chart)), checksum(Release.of(chart).with("terminationGracePeriodSeconds: 99")));
    }

    @EveryChart
    void anUnchangedConfigurationRestartsNoPod(Chart chart) {
        JsonNode pod = Release.of(chart).manifests().pod();
        JsonNode other = Release.of(chart)
                .with(
                        "{replicaCount: 4, annotations: {a: b}, podDisruptionBudget: {enabled: false}, service: {annotations: {c: d}}}")
                .manifests()
                .pod();
        assertEquals(pod, other);
    }

    private static String checksum(Release release) {
        String checksum = release.manifests()
                .pod()
                .at("/metadata/annotations/checksum~1config")
                .asText();
        assertEquals(64, checksum.length());
        return checksum;
    }

    @EveryChart
    void everythingThatIsMissingIsSaidAtOnce(Chart chart) {
        String refusal = Release.bare(chart).refusal();
        for (String path : List.of("config.topics", "config.tables", "config.kafka.bootstrap.servers")) {
            assertTrue(refusal.contains("millrace: " + path + ": missing. "), refusal);
        }
    }

    @EveryChart
    void whatAVariableGivesIsNotMissing(Chart chart) {
        ObjectNode values = Yaml.object(chart.minimal());
        ObjectNode config = (ObjectNode) values.path("config");
        config.remove(List.of("kafka", "topics"));
        Release lacking = Release.bare(chart).with(Yaml.write(values)).with("secrets: {existingSecret: ''}");
        assertTrue(lacking.refusal().contains("config.topics: missing"));
        Manifests manifests = lacking.with("extraEnv: [{name: MILLRACE_KAFKA_BOOTSTRAP_SERVERS, value: 'b:1'},"
                        + " {name: MILLRACE_TOPICS, value: bank.account}]")
                .manifests();
        assertTrue(manifests.connector().path("topics").isMissingNode());
        assertEquals(
                "bank.account",
                manifests.variable("MILLRACE_TOPICS").path("value").asText());
    }

    @EveryChart
    void aPasswordInTheConfigurationIsRefused(Chart chart) {
        for (String property : List.of(
                "sasl.jaas.config: 'org.example.Login required password=\"secret\";'",
                "ssl.keystore.password: secret",
                "ssl.keystore.key: secret")) {
            String key = property.replaceFirst(": .*", "");
            String refusal = Release.of(chart)
                    .with("config: {kafka: {" + property + "}}")
                    .refusal();
            assertTrue(refusal.contains("config.kafka." + key + ": would stand in a ConfigMap"), refusal);
            assertTrue(refusal.contains("MILLRACE_KAFKA_"), refusal);
            assertTrue(!refusal.contains("\"secret\""), refusal);
        }
    }

    @EveryChart
    void aLoginWithoutAPasswordMayStandInTheConfiguration(Chart chart) {
        String iam = "software.amazon.msk.auth.iam.IAMLoginModule required;";
        JsonNode kafka = Release.of(chart)
                .with("config: {kafka: {sasl.jaas.config: '" + iam + "'}}")
                .manifests()
                .connector()
                .path("kafka");
        assertEquals(iam, kafka.path("sasl.jaas.config").asText());
    }

    @EveryChart
    void aFileThatNobodyPutsIntoThePodIsRefused(Chart chart) {
        Release named = Release.of(chart)
                .with(
                        "{secrets: {existingSecret: vault}, config: {kafka: {ssl.truststore.location: /etc/millrace/trust.p12}}}");
        String refusal = named.refusal();
        assertTrue(
                refusal.contains("config.kafka.ssl.truststore.location: nothing puts /etc/millrace/trust.p12"),
                refusal);
        assertTrue(
                named.with("secrets: {files: {trust.p12: trust}}").manifests().has("Deployment"));
        Release mounted = Release.of(chart).with("config: {kafka: {ssl.truststore.location: /mnt/trust/trust.p12}}");
        assertTrue(mounted.refusal().contains("nothing puts /mnt/trust/trust.p12"));
        assertTrue(mounted.with("extraVolumeMounts: [{name: trust, mountPath: /mnt/trust}]")
                .with("extraVolumes: [{name: trust, configMap: {name: trust}}]")
                .manifests()
                .has("Deployment"));
    }

    @EveryChart
    void whereProbesCannotReachTheConnectorItIsRefused(Chart chart) {
        String host =
                Release.of(chart).with("config: {observe: {host: localhost}}").refusal();
        assertTrue(host.contains("config.observe.host: probes come from outside of the pod"), host);
        String port = Release.of(chart).with("config: {observe: {port: 0}}").refusal();
        assertTrue(port.contains("config.observe.port: 0 takes any free port"), port);
    }

    @EveryChart
    void thePortOfTheConfigurationIsThatOfPodServiceAndProbes(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with("{config: {observe: {port: 9500}}, networkPolicy: {enabled: true}}")
                .manifests();
        assertEquals(9500, manifests.container().at("/ports/0/containerPort").asInt());
        assertEquals(9500, manifests.one("Service").at("/spec/ports/0/port").asInt());
        assertEquals(
                9500,
                manifests
                        .one("NetworkPolicy")
                        .at("/spec/ingress/0/ports/0/port")
                        .asInt());
        assertEquals("metrics", manifests.container().at("/ports/0/name").asText());
        assertEquals(
                "metrics",
                manifests.container().at("/livenessProbe/httpGet/port").asText());
    }
}
