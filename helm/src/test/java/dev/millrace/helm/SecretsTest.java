package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

/** How secrets, variables and files get into the pods. */
final class SecretsTest {
    private static final String CLEAR = "secrets: {existingSecret: ''}\n";

    @EveryChart
    void theKeysOfAnExistingSecretAreVariables(Chart chart) {
        Manifests manifests = secrets(chart, "{existingSecret: vault}").manifests();
        assertEquals(
                "vault", manifests.container().at("/envFrom/0/secretRef/name").asText());
        assertFalse(manifests.has("Secret"));
    }

    @EveryChart
    void chosenKeysOfAnExistingSecretAreVariablesUnderOtherNames(Chart chart) {
        Manifests manifests = secrets(chart, "{existingSecret: vault, env: {MILLRACE_KAFKA_SASL_JAAS_CONFIG: login}}")
                .manifests();
        JsonNode reference =
                manifests.variable("MILLRACE_KAFKA_SASL_JAAS_CONFIG").at("/valueFrom/secretKeyRef");
        assertEquals("vault", reference.path("name").asText());
        assertEquals("login", reference.path("key").asText());
        assertTrue(manifests.container().path("envFrom").isMissingNode(), "the other keys stay out");
    }

    @EveryChart
    void chosenKeysOfAnExistingSecretAreFilesBesideTheConfiguration(Chart chart) {
        Manifests manifests = secrets(chart, "{existingSecret: vault, files: {kafka-login: login}}")
                .manifests();
        JsonNode sources = manifests.volume("config").at("/projected/sources");
        assertEquals("connector.yaml", sources.at("/0/configMap/items/0/path").asText());
        assertEquals("vault", sources.at("/1/secret/name").asText());
        assertEquals("login", sources.at("/1/secret/items/0/key").asText());
        assertEquals("kafka-login", sources.at("/1/secret/items/0/path").asText());
        assertEquals(
                "/etc/millrace", manifests.mount("config").path("mountPath").asText());
        assertTrue(manifests.mount("config").path("readOnly").asBoolean());
    }

    @EveryChart
    void filesWithSecretsAreForTheirGroupAlone(Chart chart) {
        JsonNode mode = Release.of(chart).manifests().volume("config").at("/projected/defaultMode");
        assertEquals(0440, mode.asInt());
    }

    @EveryChart
    void secretsOfTheValuesMakeASecretAndRestartThePodsWhenTheyChange(Chart chart) {
        Manifests first =
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '1'}}").manifests();
        Manifests second =
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '2'}}").manifests();
        assertEquals(
                "1",
                first.one("Secret").at("/stringData/MILLRACE_KAFKA_CLIENT_RACK").textValue());
        assertEquals(first.one("Secret").at("/metadata/name"), first.container().at("/envFrom/0/secretRef/name"));
        assertNotEquals(
                first.pod().at("/metadata/annotations/checksum~1secret"),
                second.pod().at("/metadata/annotations/checksum~1secret"));
    }

    @EveryChart
    void secretsOfTheValuesAndAnExistingSecretAreRefused(Chart chart) {
        String refusal =
                secrets(chart, "{existingSecret: vault, values: {A: b}}").refusal();
        assertTrue(refusal.contains("secrets.values: not together with secrets.existingSecret"), refusal);
    }

    @EveryChart
    void keysOfASecretThatNobodyNamesAreRefused(Chart chart) {
        String refusal =
                secrets(chart, "{env: {MILLRACE_KAFKA_CLIENT_RACK: rack}}").refusal();
        assertTrue(refusal.contains("secrets.existingSecret: missing"), refusal);
        String lacking = secrets(chart, "{values: {A: b}, env: {MILLRACE_KAFKA_CLIENT_RACK: rack}}")
                .refusal();
        assertTrue(lacking.contains("secrets.values has no key rack"), lacking);
    }

    /** Postgres, Keyspaces and Redis say what else they need; this is about the secret alone. */
    private static Release secrets(Chart chart, String secrets) {
        return Release.of(chart).with(CLEAR).with("secrets: " + secrets);
    }

    @EveryChart
    void moreVariablesAreThoseOfTheContainer(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with(
                        "{extraEnv: [{name: TZ, value: UTC}, {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}],"
                                + " extraEnvFrom: [{configMapRef: {name: site}}]}")
                .manifests();
        assertEquals("UTC", manifests.variable("TZ").path("value").asText());
        assertEquals(
                "spec.nodeName",
                manifests.variable("NODE").at("/valueFrom/fieldRef/fieldPath").asText());
        assertTrue(manifests.container().path("envFrom").toString().contains("{\"configMapRef\":{\"name\":\"site\"}}"));
    }

    @EveryChart
    void aVariableThatIsGivenTwiceIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with("extraEnv: [{name: TZ, value: UTC}, {name: TZ, value: CET}]")
                .refusal();
        assertTrue(refusal.contains("extraEnv: TZ is given twice"), refusal);
    }

    /** The chart derives other things from these, which would not follow a variable. */
    @EveryChart
    void aVariableThatGoesPastTheChartIsRefused(Chart chart) {
        for (String name :
                new String[] {"MILLRACE_OBSERVE_PORT", "MILLRACE_ENGINE_DRAIN_BUDGET", "MILLRACE_KAFKA_GROUP_ID"}) {
            String refusal = Release.of(chart)
                    .with("extraEnv: [{name: " + name + ", value: x}]")
                    .refusal();
            assertTrue(refusal.contains("extraEnv: " + name + " would go past what the chart derives"), refusal);
        }
    }

    @EveryChart
    void optionsOfTheJvmAreInItsOwnVariable(Chart chart) {
        Manifests manifests = Release.of(chart).with("javaOptions: -Xlog:gc").manifests();
        assertEquals(
                "-Xlog:gc", manifests.variable("JDK_JAVA_OPTIONS").path("value").asText());
        assertTrue(Release.of(chart).manifests().variable("JDK_JAVA_OPTIONS").isMissingNode());
    }

    @EveryChart
    void moreVolumesAreMounted(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with(
                        "{extraVolumes: [{name: trust, configMap: {name: ca}}], extraVolumeMounts: [{name: trust, mountPath: /trust}]}")
                .manifests();
        assertEquals("ca", manifests.volume("trust").at("/configMap/name").asText());
        assertEquals("/trust", manifests.mount("trust").path("mountPath").asText());
    }

    @EveryChart
    void moreObjectsAreInstalledWithTheRelease(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with("extraObjects: [{apiVersion: v1, kind: LimitRange, metadata: {name: whole}},"
                        + " 'apiVersion: v1\n\nkind: ResourceQuota\n\nmetadata: {name: \"{{ .Release.Name }}-text\"}']")
                .manifests();
        assertEquals("whole", manifests.one("LimitRange").at("/metadata/name").asText());
        assertEquals(
                "bank-text", manifests.one("ResourceQuota").at("/metadata/name").asText());
    }
}
