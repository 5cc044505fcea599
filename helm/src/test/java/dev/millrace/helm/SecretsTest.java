package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void secretsOfTheValuesMakeASecret(Chart chart) {
        Manifests manifests =
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '1'}}").manifests();
        assertEquals(
                "1",
                manifests
                        .one("Secret")
                        .at("/stringData/MILLRACE_KAFKA_CLIENT_RACK")
                        .textValue());
        assertEquals(
                manifests.one("Secret").at("/metadata/name"),
                manifests.container().at("/envFrom/0/secretRef/name"));
    }

    /** A hash of them would do: whoever may read pods but no Secrets could try passwords on it. */
    @EveryChart
    void nothingInThePodsComesFromSecretsOfTheValues(Chart chart) {
        assertEquals(
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '1'}}")
                        .manifests()
                        .workload(),
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '2'}}")
                        .manifests()
                        .workload());
        String notes =
                secrets(chart, "{values: {MILLRACE_KAFKA_CLIENT_RACK: '1'}}").notes();
        assertTrue(notes.contains("kubectl -n payments rollout restart deployment/bank"), notes);
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

    /** It would stand in the Deployment, for everybody who may read that. */
    @EveryChart
    void aSecretAsAVariableOfTheValuesIsRefused(Chart chart) {
        for (String variable : new String[] {
            "{name: MILLRACE_TARGET_PASSWORD, value: open-sesame}",
            "{name: MILLRACE_KAFKA_SSL_KEYSTORE_KEY, value: open-sesame}",
            "{name: AWS_SECRET_ACCESS_KEY, value: open-sesame}",
            "{name: AWS_SESSION_TOKEN, value: open-sesame}",
            "{name: MILLRACE_KAFKA_SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET, value: open-sesame}",
            "{name: MILLRACE_KAFKA_SASL_JAAS_CONFIG, value: 'x.ScramLoginModule required password=\"open-sesame\";'}"
        }) {
            String name = variable.replaceAll("^.name: |,.*", "");
            for (String path : new String[] {"extraEnv: [VARIABLE]", "canary: {extraEnv: [VARIABLE]}"}) {
                String refusal = Release.of(chart)
                        .with(path.replace("VARIABLE", variable))
                        .refusal();
                assertTrue(refusal.contains("xtraEnv: the value of " + name + " would stand in the "), refusal);
                assertFalse(refusal.contains("open-sesame"), refusal);
            }
        }
    }

    @EveryChart
    void aVariableThatOnlyRefersToASecretIsTaken(Chart chart) {
        Manifests manifests = Release.of(chart)
                .with("extraEnv: [{name: MILLRACE_TARGET_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}},"
                        + " {name: MILLRACE_KAFKA_SASL_JAAS_CONFIG, value: 'x.ScramLoginModule required password=\"$(LOGIN)\";'},"
                        + " {name: MILLRACE_KAFKA_SSL_KEY_PASSWORD, value: ''}]")
                .manifests();
        assertEquals(
                "a",
                manifests
                        .variable("MILLRACE_TARGET_PASSWORD")
                        .at("/valueFrom/secretKeyRef/name")
                        .asText());
        Release.of(chart)
                .with("extraEnv: [{name: MILLRACE_KAFKA_SASL_JAAS_CONFIG, value: x.IAMLoginModule required;}]")
                .manifests();
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
            String secret = secrets(chart, "{existingSecret: vault, env: {" + name + ": x}}")
                    .refusal();
            assertTrue(secret.contains("secrets.env: " + name + " would go past what the chart derives"), secret);
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
