package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** As whom, where and with what the pods run. */
final class PodTest {
    @EveryChart
    void aPodIsFitForTheRestrictedStandard(Chart chart) {
        for (JsonNode pod : List.of(
                Release.of(chart).manifests().pod().path("spec"),
                Canary.of(chart).manifests().one("Pod").path("spec"))) {
            assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
            assertEquals(10001, pod.at("/securityContext/runAsUser").asInt());
            assertEquals(10001, pod.at("/securityContext/runAsGroup").asInt());
            assertEquals(
                    "RuntimeDefault",
                    pod.at("/securityContext/seccompProfile/type").asText());
            JsonNode container = pod.at("/containers/0/securityContext");
            assertFalse(container.path("allowPrivilegeEscalation").asBoolean(true));
            assertEquals("[\"ALL\"]", container.at("/capabilities/drop").toString());
            assertEquals(1, pod.path("containers").size());
        }
    }

    @EveryChart
    void onlyTheTemporaryDirectoryCanBeWritten(Chart chart) {
        Manifests manifests = Release.of(chart).with("tmp: {sizeLimit: 64Mi}").manifests();
        assertTrue(manifests
                .container()
                .at("/securityContext/readOnlyRootFilesystem")
                .asBoolean());
        assertEquals("/tmp", manifests.mount("tmp").path("mountPath").asText());
        assertEquals("64Mi", manifests.volume("tmp").at("/emptyDir/sizeLimit").asText());
        List<String> writable = manifests
                .container()
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> !mount.path("readOnly").asBoolean())
                .map(mount -> mount.path("mountPath").asText())
                .toList();
        assertEquals(List.of("/tmp"), writable);
    }

    @EveryChart
    void aPodGetsNoTokenOfTheApi(Chart chart) {
        Manifests manifests = Release.of(chart).manifests();
        assertFalse(manifests.pod().at("/spec/automountServiceAccountToken").asBoolean(true));
        assertFalse(manifests
                .one("ServiceAccount")
                .path("automountServiceAccountToken")
                .asBoolean(true));
    }

    /** They would begin with the prefix of the configuration where a service is called millrace-something. */
    @EveryChart
    void aPodGetsNoVariablesOfServices(Chart chart) {
        assertFalse(Release.of(chart)
                .manifests()
                .pod()
                .at("/spec/enableServiceLinks")
                .asBoolean(true));
    }

    @EveryChart
    void theRoleOfIrsaIsThatOfTheServiceAccount(Chart chart) {
        String role = "arn:aws:iam::123456789012:role/bank";
        Manifests manifests = Release.of(chart)
                .with("serviceAccount: {irsa: {roleArn: '" + role + "'}, annotations: {team: payments}}")
                .manifests();
        JsonNode account = manifests.one("ServiceAccount");
        assertEquals(
                role,
                account.at("/metadata/annotations/eks.amazonaws.com~1role-arn").asText());
        assertEquals("payments", account.at("/metadata/annotations/team").asText());
        assertEquals(account.at("/metadata/name"), manifests.pod().at("/spec/serviceAccountName"));
    }

    @EveryChart
    void podIdentityNeedsNoAnnotationOfIrsa(Chart chart) {
        Release release = Release.of(chart)
                .with(
                        "serviceAccount: {podIdentity: {enabled: true, roleArn: 'arn:aws:iam::123456789012:role/bank', clusterName: prod}}");
        JsonNode account = release.manifests().one("ServiceAccount");
        assertTrue(
                account.at("/metadata/annotations/eks.amazonaws.com~1role-arn").isMissingNode());
        String notes = release.notes();
        assertTrue(
                notes.contains("aws eks create-pod-identity-association --cluster-name prod --namespace payments"),
                notes);
    }

    @EveryChart
    void twoWaysToOneRoleAreRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with(
                        "serviceAccount: {irsa: {roleArn: 'arn:aws:iam::123456789012:role/a'}, podIdentity: {enabled: true}}")
                .refusal();
        assertTrue(
                refusal.contains("serviceAccount.podIdentity.enabled: not together with serviceAccount.irsa.roleArn"),
                refusal);
    }

    @EveryChart
    void aServiceAccountOfSomebodyElseIsTaken(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with("serviceAccount: {create: false, name: theirs}")
                .manifests();
        assertFalse(manifests.has("ServiceAccount"));
        assertEquals("theirs", manifests.pod().at("/spec/serviceAccountName").asText());
        String refusal = Release.of(chart)
                .with("serviceAccount: {create: false, irsa: {roleArn: 'arn:aws:iam::123456789012:role/a'}}")
                .refusal();
        assertTrue(refusal.contains("the chart does not make the service account"), refusal);
    }

    @EveryChart
    void podsSpreadOverZonesAndNodes(Chart chart) {
        Manifests manifests = Release.of(chart).manifests();
        JsonNode constraints = manifests.pod().at("/spec/topologySpreadConstraints");
        assertEquals(
                List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
                constraints.findValuesAsText("topologyKey"));
        for (JsonNode constraint : constraints) {
            assertEquals("ScheduleAnyway", constraint.path("whenUnsatisfiable").asText());
            assertEquals(
                    manifests.workload().at("/spec/selector/matchLabels"), constraint.at("/labelSelector/matchLabels"));
        }
    }

    @EveryChart
    void aSelectorOfOnesOwnStaysInTheSpread(Chart chart) {
        JsonNode constraint = Release.of(chart)
                .with("topologySpreadConstraints: [{maxSkew: 2, topologyKey: rack, whenUnsatisfiable: DoNotSchedule,"
                        + " labelSelector: {matchLabels: {app: mine}}}]")
                .manifests()
                .pod()
                .at("/spec/topologySpreadConstraints/0");
        assertEquals(
                "{\"app\":\"mine\"}",
                constraint.at("/labelSelector/matchLabels").toString());
        assertEquals(2, constraint.path("maxSkew").asInt());
    }

    @EveryChart
    void wherePodsMayRunIsThatOfTheValues(Chart chart) {
        JsonNode pod = Release.of(chart).with("""
                        nodeSelector: {disk: fast}
                        tolerations: [{key: dedicated, operator: Exists}]
                        affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}
                        priorityClassName: high
                        hostAliases: [{ip: 10.0.0.1, hostnames: [broker-1]}]
                        imagePullSecrets: [{name: registry}]
                        podAnnotations: {note: x}
                        podLabels: {tier: data}
                        """).manifests().pod();
        assertEquals("fast", pod.at("/spec/nodeSelector/disk").asText());
        assertEquals("dedicated", pod.at("/spec/tolerations/0/key").asText());
        assertTrue(pod.at("/spec/affinity/nodeAffinity").isObject());
        assertEquals("high", pod.at("/spec/priorityClassName").asText());
        assertEquals("broker-1", pod.at("/spec/hostAliases/0/hostnames/0").asText());
        assertEquals("registry", pod.at("/spec/imagePullSecrets/0/name").asText());
        assertEquals("x", pod.at("/metadata/annotations/note").asText());
        assertEquals("data", pod.at("/metadata/labels/tier").asText());
    }

    @EveryChart
    void resourcesAreThoseOfTheValues(Chart chart) {
        JsonNode resources = Release.of(chart)
                .with("resources: {requests: {cpu: '2'}, limits: {memory: 1Gi}}")
                .manifests()
                .container()
                .path("resources");
        assertEquals("2", resources.at("/requests/cpu").asText());
        assertEquals("1Gi", resources.at("/limits/memory").asText());
    }

    @EveryChart
    void aLimitOfMemoryIsThereByDefault(Chart chart) {
        JsonNode resources = Release.of(chart).manifests().container().path("resources");
        assertEquals(resources.at("/requests/memory"), resources.at("/limits/memory"));
        assertFalse(resources.path("limits").has("cpu"), "a limit of CPU would stretch the start");
    }

    @EveryChart
    void startAndLifeAreProbedBeforeReadiness(Chart chart) {
        JsonNode container = Release.of(chart).manifests().container();
        assertEquals("/livez", container.at("/startupProbe/httpGet/path").asText());
        assertEquals("/livez", container.at("/livenessProbe/httpGet/path").asText());
        assertEquals("/readyz", container.at("/readinessProbe/httpGet/path").asText());
        JsonNode startup = container.path("startupProbe");
        assertEquals(
                120,
                startup.path("periodSeconds").asInt()
                        * startup.path("failureThreshold").asInt());
    }

    @EveryChart
    void aProbeCanBeChangedAndLeftOut(Chart chart) {
        JsonNode container = Release.of(chart)
                .with(
                        "probes: {startup: {enabled: false}, liveness: {periodSeconds: 33, timeoutSeconds: 4, failureThreshold: 5}}")
                .manifests()
                .container();
        assertFalse(container.has("startupProbe"));
        assertEquals(33, container.at("/livenessProbe/periodSeconds").asInt());
        assertEquals(4, container.at("/livenessProbe/timeoutSeconds").asInt());
        assertEquals(5, container.at("/livenessProbe/failureThreshold").asInt());
        assertTrue(container.has("readinessProbe"));
        JsonNode none = Release.of(chart)
                .with("probes: {liveness: {enabled: false}, readiness: {enabled: false}}")
                .manifests()
                .container();
        assertFalse(none.has("livenessProbe") || none.has("readinessProbe"));
    }
}
