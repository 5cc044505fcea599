package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the chart of Capture and Publisher does. */
final class CaptureChartTest {
    private static final Release MINIMAL = Release.of(StageChart.CAPTURE);

    private static Release example(String name) {
        return Release.of(StageChart.CAPTURE, StageChart.CAPTURE.example(name)).with(Release.ALL_APIS);
    }

    /** Two would read the same log, and publish everything twice under one name. */
    @Test
    void thereIsOnePodAlone() {
        JsonNode set = MINIMAL.manifests().one("StatefulSet");
        assertEquals(1, set.at("/spec/replicas").asInt());
        String refusal = MINIMAL.with("replicaCount: 2").refusal();
        assertTrue(refusal.contains("replicaCount"), refusal);
    }

    @Test
    void captureAndPublisherShareTheVolumeAndNothingElseCanBeWritten() {
        JsonNode set = MINIMAL.with("persistence: {size: 20Gi, storageClassName: fast}")
                .manifests()
                .one("StatefulSet");
        JsonNode claim = set.at("/spec/volumeClaimTemplates/0");
        assertEquals("20Gi", claim.at("/spec/resources/requests/storage").asText());
        assertEquals("fast", claim.at("/spec/storageClassName").asText());
        JsonNode containers = set.at("/spec/template/spec/containers");
        assertEquals(
                List.of("capture", "publisher"),
                containers.valueStream().map(c -> c.path("name").asText()).toList());
        for (JsonNode container : containers) {
            Map<String, String> writable = container
                    .path("volumeMounts")
                    .valueStream()
                    .filter(mount -> !mount.path("readOnly").asBoolean())
                    .collect(Collectors.toMap(
                            mount -> mount.path("name").asText(),
                            mount -> mount.path("mountPath").asText()));
            assertEquals(Map.of("storage", "/var/lib/millrace", "tmp", "/tmp"), writable);
            assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
            assertEquals("/livez", container.at("/livenessProbe/httpGet/path").asText());
            assertEquals(container.path("name"), container.at("/readinessProbe/httpGet/port"));
        }
        assertEquals(
                "[\"simulate\",\"publisher\",\"--config\",\"/etc/millrace/publisher.yaml\"]",
                containers.at("/1/args").toString());
        assertTrue(set.at("/spec/template/spec/securityContext/runAsNonRoot").asBoolean());
    }

    @Test
    void bothAreNamedAfterTheRelease() {
        JsonNode data = MINIMAL.manifests().one("ConfigMap").path("data");
        for (String stage : List.of("capture", "publisher")) {
            JsonNode file = Yaml.object(data.path(stage + ".yaml").asText());
            assertEquals("bank", file.path("name").asText());
            assertEquals("/var/lib/millrace", file.at("/storage/directory").asText());
        }
        String refusal = MINIMAL.with("config: {publisher: {name: other}}").refusal();
        assertTrue(refusal.contains("config.publisher.name: is not that of config.capture.name"), refusal);
    }

    @Test
    void aChangedFileReplacesThePod() {
        String checksum = "/metadata/annotations/checksum~1config";
        assertFalse(MINIMAL.manifests()
                .pod()
                .at(checksum)
                .equals(MINIMAL.with("config: {capture: {workload: {rate: 7}}}")
                        .manifests()
                        .pod()
                        .at(checksum)));
    }

    @Test
    void theFilesOfTlsAreThoseThatTheConfigurationNames() {
        Manifests manifests = example("mutual-tls.yaml").manifests();
        JsonNode secret = manifests.volume("config").at("/projected/sources/1/secret");
        assertEquals("bank-source-tls", secret.path("name").asText());
        assertEquals(
                List.of("tls/ca.crt", "tls/tls.crt", "tls/tls.key"),
                secret.path("items").findValuesAsText("path"));
        String refusal =
                example("mutual-tls.yaml").with("tls: {existingSecret: ''}").refusal();
        assertTrue(refusal.contains("config.publisher.tls.ca-file: nothing puts /etc/millrace/tls/ca.crt"), refusal);
        String unused = MINIMAL.with("tls: {existingSecret: certificate}").refusal();
        assertTrue(unused.contains("tls.existingSecret: no file of it is used"), unused);
        String keyless =
                MINIMAL.with("config: {publisher: {tls: {mode: mutual}}}").refusal();
        assertTrue(keyless.contains("config.publisher.tls.key-file: missing"), keyless);
    }

    @Test
    void copybooksThatNobodyMountsAreRefused() {
        assertEquals(
                4,
                example("generator.yaml").manifests().copybooks().path("data").size());
        String refusal = MINIMAL.with(
                        "config: {capture: {workload: {type: generator, objects: [{object: VSAM.CLAIM, kind: vsam,"
                                + " copybook: /etc/millrace/copybooks/CLAIM.cpy, key: [CLAIM_NO]}]}}}")
                .refusal();
        assertTrue(refusal.contains("config.capture.workload.objects[0].copybook: nothing puts"), refusal);
        String data = MINIMAL.with("config: {capture: {workload: {data: /data/bank}}}")
                .refusal();
        assertTrue(data.contains("config.capture.workload.data: nothing puts /data/bank"), data);
    }

    @Test
    void moreThanTheVolumeHoldsIsRefused() {
        String refusal = MINIMAL.with("persistence: {size: 4Gi}").refusal();
        assertTrue(refusal.contains("Lower it to 3968, or make the volume larger"), refusal);
        MINIMAL.with("{persistence: {size: 4Gi}, config: {capture: {storage: {max-megabytes: 3968}}}}")
                .manifests();
    }

    @Test
    void whatGoesPastTheChartIsRefused() {
        String elsewhere =
                MINIMAL.with("config: {capture: {storage: {directory: /data}}}").refusal();
        assertTrue(elsewhere.contains("config.capture.storage.directory: the volume is at"), elsewhere);
        String port =
                MINIMAL.with("config: {publisher: {observe: {port: 9405}}}").refusal();
        assertTrue(port.contains("config.publisher.observe.port: 9405 is Capture's"), port);
        String host =
                MINIMAL.with("config: {capture: {observe: {host: 127.0.0.1}}}").refusal();
        assertTrue(host.contains("config.capture.observe.host: probes come from outside"), host);
        String nowhere = Release.bare(StageChart.CAPTURE).refusal();
        assertTrue(nowhere.contains("config.publisher.dispatcher: missing"), nowhere);
        String unknown =
                MINIMAL.with("config: {capture: {workload: {rates: 1}}}").refusal();
        assertTrue(unknown.contains("rates"), unknown);
    }

    @Test
    void bothAreScraped() {
        Manifests service = MINIMAL.with(Release.ALL_APIS)
                .with("serviceMonitor: {enabled: true}")
                .manifests();
        assertEquals(
                List.of("capture", "publisher"),
                service.one("ServiceMonitor").at("/spec/endpoints").findValuesAsText("port"));
        assertEquals(
                List.of("9405", "9406"),
                service.one("Service").at("/spec/ports").findValuesAsText("port"));
        assertEquals(
                service.one("ServiceMonitor").at("/spec/selector/matchLabels"),
                service.workload().at("/spec/selector/matchLabels"));
        assertEquals(
                List.of("capture", "publisher"),
                example("mutual-tls.yaml")
                        .manifests()
                        .one("PodMonitor")
                        .at("/spec/podMetricsEndpoints")
                        .findValuesAsText("port"));
    }

    @Test
    void theNetworkPolicyLetsItReachTheDispatcherAlone() {
        JsonNode spec =
                example("mutual-tls.yaml").manifests().one("NetworkPolicy").path("spec");
        assertEquals(2, spec.path("egress").size());
        assertEquals("7400", spec.at("/egress/1/ports/0/port").asText());
        assertEquals("10.20.0.0/16", spec.at("/egress/1/to/0/ipBlock/cidr").asText());
        assertEquals(List.of("9405", "9406"), spec.at("/ingress/0/ports").findValuesAsText("port"));
    }

    @Test
    void theNotesShowWhatIsInForceAndWarn() {
        String notes = MINIMAL.notes();
        for (String line : List.of(
                "bank captures, and publishes to bank-dispatcher:7400",
                "volume          storage-bank-0, 8Gi",
                "kubectl -n payments logs bank-0 -c publisher",
                "! config.publisher.tls.mode: none")) {
            assertTrue(notes.contains(line), () -> line + "\n" + notes);
        }
        assertFalse(notes.contains("%!") || notes.contains("<nil>"), notes);
        assertFalse(example("mutual-tls.yaml").notes().contains("WARNINGS"));
        String windows = MINIMAL.with("config: {capture: {storage: {replay-window: 1d}}}")
                .notes();
        assertTrue(windows.contains("! config.publisher.storage.replay-window"), windows);
    }
}
