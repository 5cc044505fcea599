package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The pods' rollouts, their number and their names. */
final class WorkloadTest {
    @EveryChart
    void theContainerRunsItsConnectorWithTheFileOfTheRelease(Chart chart) {
        JsonNode container = Release.of(chart).manifests().container();
        assertEquals(
                Yaml.object("{args: [run, " + chart + ", --config, /etc/millrace/connector.yaml]}")
                        .path("args"),
                container.path("args"));
        assertFalse(container.has("command"), "the image has its own entry point");
    }

    @EveryChart
    void theImageIsThatOfTheChartsVersion(Chart chart) {
        assertEquals(
                "millrace/" + chart.title() + ":" + System.getProperty("millrace.version"),
                Release.of(chart).manifests().container().path("image").asText());
    }

    @EveryChart
    void anImageOfARegistryIsTakenFromThere(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with("image: {registry: registry.example.com/, tag: 1.2.3, pullPolicy: Always}")
                .manifests();
        assertEquals(
                "registry.example.com/millrace/" + chart.title() + ":1.2.3",
                manifests.container().path("image").asText());
        assertEquals("Always", manifests.container().path("imagePullPolicy").asText());
    }

    @EveryChart
    void aDigestWinsOverTheTag(Chart chart) {
        String digest = "sha256:" + "ab".repeat(32);
        Manifests manifests = Release.of(chart)
                .with("image: {tag: 1.2.3, digest: '" + digest + "'}")
                .manifests();
        assertEquals(
                "millrace/" + chart.title() + "@" + digest,
                manifests.container().path("image").asText());
    }

    @EveryChart
    void aRolloutStartsANewPodBeforeAnOldOneGoes(Chart chart) {
        JsonNode spec = Release.of(chart).manifests().one("Deployment").path("spec");
        assertEquals("RollingUpdate", spec.at("/strategy/type").asText());
        assertEquals(1, spec.at("/strategy/rollingUpdate/maxSurge").asInt());
        assertEquals(0, spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1));
        assertEquals(5, spec.path("minReadySeconds").asInt());
    }

    @EveryChart
    void aRolloutFollowsTheValues(Chart chart) {
        JsonNode spec = Release.of(chart)
                .with(
                        "{updateStrategy: {maxSurge: 50%, maxUnavailable: 1, minReadySeconds: 9}, progressDeadlineSeconds: 77,"
                                + " revisionHistoryLimit: 2}")
                .manifests()
                .one("Deployment")
                .path("spec");
        assertEquals("50%", spec.at("/strategy/rollingUpdate/maxSurge").asText());
        assertEquals(1, spec.at("/strategy/rollingUpdate/maxUnavailable").asInt());
        assertEquals(9, spec.path("minReadySeconds").asInt());
        assertEquals(77, spec.path("progressDeadlineSeconds").asInt());
        assertEquals(2, spec.path("revisionHistoryLimit").asInt());
    }

    @EveryChart
    void aRolloutThatCannotBeginIsRefused(Chart chart) {
        String refusal = Release.of(chart).with("updateStrategy: {maxSurge: 0}").refusal();
        assertTrue(refusal.contains("updateStrategy: with maxSurge and maxUnavailable 0"), refusal);
    }

    @EveryChart
    void theNumberOfReplicasIsThatOfTheValues(Chart chart) {
        for (Found found : Found.values()) {
            Release release = Release.of(chart).over(found);
            assertEquals(4, replicas(release.with("replicaCount: 4")).asInt());
            assertEquals(0, replicas(release.with("replicaCount: 0")).asInt(-1));
        }
    }

    @EveryChart
    void anUpgradeKeepsTheNumberThatKubectlScaleHasSet(Chart chart) {
        for (String kind : List.of("{}", "staticMembership: {enabled: true}")) {
            Release release = Release.of(chart).with(kind);
            assertTrue(replicas(release).isMissingNode());
            assertTrue(replicas(release.over(Found.SCALED)).isMissingNode());
            assertTrue(release.over(Found.SCALED).notes().contains(" " + Found.REPLICAS));
        }
    }

    @EveryChart
    void anAutoscalerSetsTheNumberOfReplicasAlone(Chart chart) {
        for (String values : List.of(
                "{autoscaling: {enabled: true}, topics: {partitions: 12}}",
                "{keda: {enabled: true}, topics: {partitions: 12}, capabilities: {apiVersions: [keda.sh/v1alpha1]}}")) {
            Release release = Release.of(chart).over(Found.SCALED).with(values).with("replicaCount: 4");
            assertTrue(replicas(release).isMissingNode(), values);
            assertTrue(
                    replicas(release.with("staticMembership: {enabled: true}")).isMissingNode(), values);
        }
    }

    private static JsonNode replicas(Release release) {
        return release.manifests().workload().at("/spec/replicas");
    }

    @EveryChart
    void aStaticMemberIsNamedAfterItsPod(Chart chart) {
        Manifests manifests =
                Release.of(chart).with("staticMembership: {enabled: true}").manifests();
        assertFalse(manifests.has("Deployment"));
        JsonNode set = manifests.one("StatefulSet");
        assertEquals("Parallel", set.at("/spec/podManagementPolicy").asText());
        assertEquals(manifests.one("Service").at("/metadata/name"), set.at("/spec/serviceName"));
        assertEquals(
                "metadata.name",
                manifests
                        .variable("MILLRACE_KAFKA_GROUP_INSTANCE_ID")
                        .at("/valueFrom/fieldRef/fieldPath")
                        .asText());
    }

    @EveryChart
    void aMemberOfADeploymentHasNoNameOfItsOwn(Chart chart) {
        Manifests manifests = Release.of(chart).manifests();
        assertFalse(manifests.has("StatefulSet"));
        assertTrue(manifests.variable("MILLRACE_KAFKA_GROUP_INSTANCE_ID").isMissingNode());
    }

    @EveryChart
    void twoPodsWithOneNameInTheGroupAreRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with("config: {kafka: {group.instance.id: one}}")
                .refusal();
        assertTrue(refusal.contains("config.kafka.group.instance.id: two pods would have it"), refusal);
    }

    /** A selector cannot be changed: nothing of it may come from the chart's version or from labels that users choose. */
    @EveryChart
    void theSelectorStaysTheSameForTheLifeOfTheRelease(Chart chart) {
        for (String kind : List.of("staticMembership: {enabled: false}", "staticMembership: {enabled: true}")) {
            JsonNode plain = selector(Release.of(chart).with(kind).manifests());
            JsonNode labelled = selector(Release.of(chart)
                    .with(kind)
                    .with(
                            "{commonLabels: {team: payments}, podLabels: {tier: data}, image: {tag: '2'}, replicaCount: 3}")
                    .manifests());
            assertEquals(plain, labelled);
            assertEquals(Release.NAME, plain.path("app.kubernetes.io/instance").asText());
            assertFalse(plain.has("app.kubernetes.io/version"));
            assertFalse(plain.has("helm.sh/chart"));
        }
    }

    private static JsonNode selector(Manifests manifests) {
        JsonNode selector = manifests.workload().at("/spec/selector/matchLabels");
        JsonNode labels = manifests.pod().at("/metadata/labels");
        selector.properties().forEach(entry -> assertEquals(entry.getValue(), labels.path(entry.getKey())));
        return selector;
    }

    @EveryChart
    void everyObjectIsNamedAfterTheReleaseAndLabelled(Chart chart) {
        for (JsonNode object : Release.of(chart)
                .with("commonLabels: {team: payments}")
                .manifests()
                .all()) {
            assertEquals(Release.NAME, object.at("/metadata/name").asText());
            assertEquals(Release.NAMESPACE, object.at("/metadata/namespace").asText());
            JsonNode labels = object.at("/metadata/labels");
            assertEquals(chart.title(), labels.path("app.kubernetes.io/name").asText());
            assertEquals("Helm", labels.path("app.kubernetes.io/managed-by").asText());
            assertEquals("payments", labels.path("team").asText());
        }
    }

    @EveryChart
    void anotherNameIsTakenWhereItIsGiven(Chart chart) {
        for (JsonNode object :
                Release.of(chart).with("fullnameOverride: ledger").manifests().all()) {
            assertEquals("ledger", object.at("/metadata/name").asText());
        }
        Manifests named = Release.of(chart).with("nameOverride: ledger").manifests();
        assertEquals("ledger", selector(named).path("app.kubernetes.io/name").asText());
    }

    @EveryChart
    void aNewVersionOfTheChartAloneRestartsNoPod(Chart chart) {
        JsonNode labels = Release.of(chart).manifests().pod().at("/metadata/labels");
        assertFalse(labels.has("helm.sh/chart"));
        assertFalse(labels.has("app.kubernetes.io/version"));
        assertNotEquals(0, labels.size());
    }
}
