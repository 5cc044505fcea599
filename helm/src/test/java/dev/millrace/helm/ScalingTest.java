package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Who sets the number of replicas, and how far it goes; and what may take pods away. */
final class ScalingTest {
    private static final String HPA = "{autoscaling: {enabled: true}, topics: {partitions: 12}}";
    private static final String KEDA =
            "{keda: {enabled: true}, topics: {partitions: 12}, capabilities: {apiVersions: [keda.sh/v1alpha1]}}";

    @EveryChart
    void autoscalingGoesUpToThePartitions(Chart chart) {
        assertEquals(12, hpa(Release.of(chart).with(HPA)).path("maxReplicas").asInt());
        assertEquals(
                5,
                hpa(Release.of(chart).with(HPA).with("autoscaling: {maxReplicas: 5}"))
                        .path("maxReplicas")
                        .asInt());
        assertEquals(
                12, keda(Release.of(chart).with(KEDA)).path("maxReplicaCount").asInt());
        assertEquals(
                5,
                keda(Release.of(chart).with(KEDA).with("keda: {maxReplicas: 5}"))
                        .path("maxReplicaCount")
                        .asInt());
    }

    @EveryChart
    void moreReplicasThanPartitionsAreRefused(Chart chart) {
        String hpa = Release.of(chart)
                .with(HPA)
                .with("autoscaling: {maxReplicas: 13}")
                .refusal();
        assertTrue(hpa.contains("autoscaling.maxReplicas: 13 is more than the 12 partitions"), hpa);
        String keda =
                Release.of(chart).with(KEDA).with("keda: {maxReplicas: 13}").refusal();
        assertTrue(keda.contains("keda.maxReplicas: 13 is more than the 12 partitions"), keda);
    }

    @EveryChart
    void autoscalingWithoutANumberOfPartitionsIsRefused(Chart chart) {
        for (String values : List.of(HPA, KEDA)) {
            String refusal = Release.of(chart)
                    .with(values)
                    .with("topics: {partitions: 0}")
                    .refusal();
            assertTrue(refusal.contains("how many partitions there are is not known"), refusal);
        }
    }

    @EveryChart
    void thePartitionsOfTheTopicDefaultsCountUnlessTheValuesSayOthers(Chart chart) {
        Release release =
                Release.of(chart).with("{autoscaling: {enabled: true}, config: {topic-defaults: {partitions: 6}}}");
        assertEquals(6, hpa(release).path("maxReplicas").asInt());
        assertEquals(
                8,
                hpa(release.with("topics: {partitions: 8}")).path("maxReplicas").asInt());
    }

    @EveryChart
    void fewerThanTheFewestReplicasAreRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with(HPA)
                .with("autoscaling: {minReplicas: 6, maxReplicas: 5}")
                .refusal();
        assertTrue(refusal.contains("autoscaling.minReplicas: 6 is more than the most, 5"), refusal);
    }

    @EveryChart
    void autoscalingGoesByCpuAndByMoreMetrics(Chart chart) {
        JsonNode spec = hpa(Release.of(chart)
                .with(HPA)
                .with(
                        "autoscaling: {minReplicas: 2, targetCPUUtilizationPercentage: 55, metrics: [{type: Pods, pods: {metric:"
                                + " {name: lag}, target: {type: AverageValue, averageValue: '5'}}}]}"));
        assertEquals(2, spec.path("minReplicas").asInt());
        assertEquals(
                55, spec.at("/metrics/0/resource/target/averageUtilization").asInt());
        assertEquals("lag", spec.at("/metrics/1/pods/metric/name").asText());
        assertEquals(
                600, spec.at("/behavior/scaleDown/stabilizationWindowSeconds").asInt());
    }

    @EveryChart
    void autoscalingWithoutARequestOfCpuIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with(HPA)
                .with("resources: {requests: {cpu: null}}")
                .refusal();
        assertTrue(refusal.contains("Set resources.requests.cpu"), refusal);
    }

    @EveryChart
    void autoscalingFindsTheWorkload(Chart chart) {
        for (String kind : List.of("Deployment", "StatefulSet")) {
            String values = "staticMembership: {enabled: " + kind.equals("StatefulSet") + "}";
            JsonNode hpa = hpa(Release.of(chart).with(HPA).with(values)).path("scaleTargetRef");
            JsonNode keda = keda(Release.of(chart).with(KEDA).with(values)).path("scaleTargetRef");
            assertEquals(kind, hpa.path("kind").asText());
            assertEquals(hpa, keda);
            assertEquals(Release.NAME, hpa.path("name").asText());
        }
    }

    @EveryChart
    void kedaGoesByTheLagOfEachTopic(Chart chart) {
        JsonNode triggers = keda(Release.of(chart)
                        .with(KEDA)
                        .with("{config: {name: ledger, topics: [a, b]}, keda: {lagThreshold: 1500000}}"))
                .path("triggers");
        assertEquals(List.of("a", "b"), triggers.findValuesAsText("topic"));
        assertEquals(List.of("ledger", "ledger"), triggers.findValuesAsText("consumerGroup"));
        assertEquals("1500000", triggers.at("/0/metadata/lagThreshold").textValue());
        assertEquals("earliest", triggers.at("/0/metadata/offsetResetPolicy").asText());
        assertEquals(
                Yaml.object(chart.minimal()).at("/config/kafka/bootstrap.servers"),
                triggers.at("/0/metadata/bootstrapServers"));
    }

    @EveryChart
    void kedaLogsInAsTheConnectorDoes(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with(KEDA)
                .with(
                        "{config: {kafka: {security.protocol: SASL_SSL, sasl.mechanism: SCRAM-SHA-512}}, keda: {authentication:"
                                + " {existingSecret: keda-login, keys: {username: user, password: word}}}}")
                .manifests();
        JsonNode trigger = manifests.one("ScaledObject").at("/spec/triggers/0");
        assertEquals("scram_sha512", trigger.at("/metadata/sasl").asText());
        assertEquals("enable", trigger.at("/metadata/tls").asText());
        JsonNode authentication = manifests.one("TriggerAuthentication");
        assertEquals(authentication.at("/metadata/name"), trigger.at("/authenticationRef/name"));
        assertEquals(
                List.of("keda-login", "keda-login"),
                authentication.at("/spec/secretTargetRef").findValuesAsText("name"));
    }

    /** KEDA's scaler for Kafka knows no mechanism of that name: MSK's is a provider of tokens to it. */
    @EveryChart
    void kedaLogsInToMskWithItsRole(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with(KEDA)
                .with("config: {kafka: {bootstrap.servers: 'b-1.a.b.c2.kafka.eu-central-1.amazonaws.com:9098',"
                        + " security.protocol: SASL_SSL, sasl.mechanism: AWS_MSK_IAM}}")
                .manifests();
        JsonNode metadata = manifests.one("ScaledObject").at("/spec/triggers/0/metadata");
        assertEquals("oauthbearer", metadata.path("sasl").asText());
        assertEquals("aws_msk_iam", metadata.path("saslTokenProvider").asText());
        assertEquals("enable", metadata.path("tls").asText());
        assertEquals("eu-central-1", metadata.path("awsRegion").asText());
        assertEquals(
                "aws",
                manifests
                        .one("TriggerAuthentication")
                        .at("/spec/podIdentity/provider")
                        .asText());
    }

    @EveryChart
    void kedaWithoutALoginThatTheBrokersWantIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with(KEDA)
                .with("config: {kafka: {security.protocol: SASL_SSL, sasl.mechanism: SCRAM-SHA-512}}")
                .refusal();
        assertTrue(refusal.contains("keda.authentication: the brokers want a login"), refusal);
    }

    @EveryChart
    void twoAutoscalersAreRefused(Chart chart) {
        String refusal = Release.of(chart).with(HPA).with(KEDA).refusal();
        assertTrue(refusal.contains("keda.enabled: not together with autoscaling.enabled"), refusal);
    }

    @EveryChart
    void aDrainOfANodeTakesOnePodAtATime(Chart chart) {
        Manifests manifests = Release.of(chart).manifests();
        JsonNode budget = manifests.one("PodDisruptionBudget").path("spec");
        assertEquals(1, budget.path("maxUnavailable").asInt());
        assertFalse(budget.has("minAvailable"));
        assertEquals(manifests.workload().at("/spec/selector/matchLabels"), budget.at("/selector/matchLabels"));
    }

    @EveryChart
    void aBudgetOfPodsThatMustBeThereTakesThePlaceOfTheOther(Chart chart) {
        JsonNode budget = Release.of(chart)
                .with("podDisruptionBudget: {minAvailable: 60%}")
                .manifests()
                .one("PodDisruptionBudget")
                .path("spec");
        assertEquals("60%", budget.path("minAvailable").asText());
        assertFalse(budget.has("maxUnavailable"));
        assertFalse(Release.of(chart)
                .with("podDisruptionBudget: {enabled: false}")
                .manifests()
                .has("PodDisruptionBudget"));
    }

    @EveryChart
    void aBudgetOfNothingIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with("podDisruptionBudget: {maxUnavailable: null}")
                .refusal();
        assertTrue(refusal.contains("podDisruptionBudget: neither maxUnavailable nor minAvailable is given"), refusal);
    }

    @EveryChart
    void anOldClusterGetsTheApisThatItKnows(Chart chart) {
        Release release = Release.of(chart).with(HPA).on(KubeVersion.OLDEST);
        JsonNode budget = release.manifests().one("PodDisruptionBudget");
        assertEquals("policy/v1beta1", budget.path("apiVersion").asText());
        assertFalse(budget.path("spec").has("unhealthyPodEvictionPolicy"));
        assertEquals(
                "autoscaling/v2beta2",
                release.manifests()
                        .one("HorizontalPodAutoscaler")
                        .path("apiVersion")
                        .asText());
    }

    @EveryChart
    void aNewClusterGetsTheApisThatStay(Chart chart) {
        Release release = Release.of(chart).with(HPA).on(KubeVersion.NEWEST);
        JsonNode budget = release.manifests().one("PodDisruptionBudget");
        assertEquals("policy/v1", budget.path("apiVersion").asText());
        assertEquals(
                "AlwaysAllow", budget.at("/spec/unhealthyPodEvictionPolicy").asText());
        assertEquals(
                "autoscaling/v2",
                release.manifests()
                        .one("HorizontalPodAutoscaler")
                        .path("apiVersion")
                        .asText());
    }

    private static JsonNode hpa(Release release) {
        return release.manifests().one("HorizontalPodAutoscaler").path("spec");
    }

    private static JsonNode keda(Release release) {
        return release.manifests().one("ScaledObject").path("spec");
    }
}
