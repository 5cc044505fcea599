package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Dispatcher's chart does. */
final class DispatcherChartTest {
    private static final Release MINIMAL = Release.of(StageChart.DISPATCHER);

    private static Release example(String name) {
        return Release.of(StageChart.DISPATCHER, StageChart.DISPATCHER.example(name))
                .with(Release.ALL_APIS);
    }

    private static JsonNode service(Manifests manifests, String name) {
        return manifests.all("Service").stream()
                .filter(service -> service.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void publishersReachItsPodsByAServiceAndMetricsHaveAnother() {
        Manifests manifests = MINIMAL.with("{service: {port: 7500}, config: {listen: {port: 7600}}}")
                .manifests();
        JsonNode publishers = service(manifests, "bank").path("spec");
        assertEquals("ClusterIP", publishers.path("type").asText());
        assertEquals(List.of("7500"), publishers.path("ports").findValuesAsText("port"));
        assertEquals("publishers", publishers.at("/ports/0/targetPort").asText());
        assertEquals(
                List.of("9407", "7600"), manifests.container().path("ports").findValuesAsText("containerPort"));
        JsonNode metrics = service(manifests, "bank-metrics").path("spec");
        assertEquals("None", metrics.path("clusterIP").asText());
        assertEquals(List.of("9407"), metrics.path("ports").findValuesAsText("port"));
        assertEquals(manifests.workload().at("/spec/selector/matchLabels"), publishers.path("selector"));
    }

    @Test
    void itCanBeReachedFromOutsideOfTheCluster() {
        JsonNode service = service(example("msk-iam.yaml").manifests(), "bank");
        assertEquals("LoadBalancer", service.at("/spec/type").asText());
        assertEquals(
                "[\"10.0.0.0/8\"]", service.at("/spec/loadBalancerSourceRanges").toString());
        assertEquals(2, service.at("/metadata/annotations").size());
        JsonNode node = service(
                MINIMAL.with("service: {type: NodePort, nodePort: 30740}").manifests(), "bank");
        assertEquals(30740, node.at("/spec/ports/0/nodePort").asInt());
    }

    @Test
    void thePodIsFitForTheRestrictedStandardAndRunsTheStage() {
        JsonNode pod = MINIMAL.manifests().pod().path("spec");
        assertEquals(
                "[\"simulate\",\"dispatcher\",\"--config\",\"/etc/millrace/dispatcher.yaml\"]",
                pod.at("/containers/0/args").toString());
        assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
        assertTrue(
                pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean());
        assertEquals(
                "[\"ALL\"]",
                pod.at("/containers/0/securityContext/capabilities/drop").toString());
        assertEquals(
                "/readyz", pod.at("/containers/0/readinessProbe/httpGet/path").asText());
        assertEquals(
                "metrics", pod.at("/containers/0/readinessProbe/httpGet/port").asText());
    }

    @Test
    void aNewPodIsThereBeforeAnOldOneGoes() {
        Manifests manifests = MINIMAL.with("replicaCount: 3").manifests();
        JsonNode spec = manifests.one("Deployment").path("spec");
        assertEquals(3, spec.path("replicas").asInt());
        assertEquals(0, spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1));
        assertEquals(
                1,
                manifests.one("PodDisruptionBudget").at("/spec/maxUnavailable").asInt());
        assertEquals(
                spec.at("/selector/matchLabels"),
                manifests.one("PodDisruptionBudget").at("/spec/selector/matchLabels"));
        assertFalse(MINIMAL.with("podDisruptionBudget: {enabled: false}")
                .manifests()
                .has("PodDisruptionBudget"));
    }

    @Test
    void secretsOfKafkaAreTakenAsTheConnectorsTakeThem() {
        Manifests manifests = example("scram.yaml").manifests();
        assertEquals(
                "login",
                manifests
                        .variable("MILLRACE_KAFKA_SASL_JAAS_CONFIG")
                        .at("/valueFrom/secretKeyRef/key")
                        .asText());
        assertEquals(
                "kafka-ca.pem",
                manifests
                        .volume("config")
                        .at("/projected/sources/2/secret/items/0/path")
                        .asText());
        String refusal =
                MINIMAL.with("config: {kafka: {ssl.keystore.password: word}}").refusal();
        assertTrue(refusal.contains("config.kafka.ssl.keystore.password: would stand in a ConfigMap"), refusal);
        String file = MINIMAL.with("config: {kafka: {ssl.truststore.location: /etc/millrace/ca.pem}}")
                .refusal();
        assertTrue(file.contains("config.kafka.ssl.truststore.location: nothing puts"), file);
        String past = MINIMAL.with("extraEnv: [{name: MILLRACE_LISTEN_PORT, value: '1'}]")
                .refusal();
        assertTrue(past.contains("extraEnv: MILLRACE_LISTEN_PORT would go past"), past);
    }

    @Test
    void theCertificateForPublishersIsFromASecretOfItsOwn() {
        JsonNode sources = example("msk-tls.yaml").manifests().volume("config").at("/projected/sources");
        assertEquals("bank-msk", sources.at("/2/secret/name").asText());
        assertEquals("bank-dispatcher-tls", sources.at("/3/secret/name").asText());
        assertEquals(
                List.of("tls/tls.crt", "tls/tls.key"),
                sources.at("/3/secret/items").findValuesAsText("path"));
    }

    @Test
    void tlsThatCannotWorkOrLetsAnybodyInIsRefused() {
        String bare = MINIMAL.with("config: {tls: {mode: server}}").refusal();
        assertTrue(bare.contains("config.tls.key-file: missing, and Publishers are to see a certificate"), bare);
        String open =
                example("msk-iam.yaml").with("config: {tls: {ca-file: ''}}").refusal();
        assertTrue(open.contains("config.tls.ca-file: missing"), open);
    }

    @Test
    void whatAPodWouldCrashOfIsRefused() {
        String nothing = Release.bare(StageChart.DISPATCHER).refusal();
        assertTrue(nothing.contains("config.kafka.bootstrap.servers: missing"), nothing);
        assertTrue(nothing.contains("config.objects: missing"), nothing);
        String port = MINIMAL.with("config: {listen: {port: 0}}").refusal();
        assertTrue(port.contains("config.listen.port: 0 takes any free port"), port);
        String copybook = MINIMAL.with(
                        "config: {objects: [{object: A.B, topic: a, key: [K], copybook: /etc/millrace/copybooks/B.cpy}]}")
                .refusal();
        assertTrue(copybook.contains("config.objects[0].copybook: nothing puts"), copybook);
        String kind = MINIMAL.with("config: {workers: two}").refusal();
        assertTrue(kind.contains("workers"), kind);
    }

    @Test
    void theNetworkPolicyKnowsPublishersKafkaAndTheAgentOfPodIdentity() {
        JsonNode spec = example("msk-iam.yaml").manifests().one("NetworkPolicy").path("spec");
        assertEquals(List.of("9407"), spec.at("/ingress/0/ports").findValuesAsText("port"));
        assertEquals(List.of("7400"), spec.at("/ingress/1/ports").findValuesAsText("port"));
        assertEquals("10.0.0.0/8", spec.at("/ingress/1/from/0/ipBlock/cidr").asText());
        assertEquals(List.of("9098"), spec.at("/egress/1/ports").findValuesAsText("port"));
        assertEquals("169.254.170.23/32", spec.at("/egress/2/to/0/ipBlock/cidr").asText());
        JsonNode anybody =
                MINIMAL.with("networkPolicy: {enabled: true}").manifests().one("NetworkPolicy");
        assertTrue(anybody.at("/spec/ingress/1/from").isMissingNode());
    }

    @Test
    void theNotesShowWhatIsInForceAndWarn() {
        String notes = MINIMAL.notes();
        for (String line : List.of(
                "bank takes Publishers at bank.payments:7400 (ClusterIP)",
                "objects         BANK.ACCOUNT -> bank.account",
                "! config.tls.mode: none",
                "! config.kafka.security.protocol: not encrypted",
                "! config.topics.replication: 1")) {
            assertTrue(notes.contains(line), () -> line + "\n" + notes);
        }
        assertFalse(notes.contains("%!") || notes.contains("<nil>"), notes);
        String secure = example("msk-iam.yaml").notes();
        assertFalse(secure.contains("WARNINGS"), secure);
        assertTrue(secure.contains("arn:aws:iam::111122223333:role/bank-dispatcher (Pod Identity)"), secure);
        String roleless = example("msk-iam.yaml")
                .with("serviceAccount: {podIdentity: {enabled: false}}")
                .notes();
        assertTrue(roleless.contains("! serviceAccount: an AWS identity is needed"), roleless);
        assertTrue(
                MINIMAL.with("config: {faults: {late-per-thousand: 5}}").notes().contains("! config.faults"));
    }
}
