package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What only PostgreSQL's chart does. */
final class PostgresChartTest {
    private static Release url(String url) {
        return Release.of(Chart.POSTGRES).with("config: {target: {url: '" + url + "'}}");
    }

    @Test
    void aPasswordFileIsMountedFromTheSecret() {
        Manifests manifests = Release.of(Chart.POSTGRES)
                .with("{config: {target: {password-file: /etc/millrace/database-password}},"
                        + " secrets: {existingSecret: vault, files: {database-password: password}}}")
                .manifests();
        assertEquals(
                "/etc/millrace/database-password",
                manifests.connector().at("/target/password-file").asText());
        assertEquals(
                "database-password",
                manifests
                        .volume("config")
                        .at("/projected/sources/1/secret/items/0/path")
                        .asText());
    }

    @Test
    void aPasswordFileThatNobodyMountsIsRefused() {
        String refusal = Release.of(Chart.POSTGRES)
                .with("config: {target: {password-file: /etc/millrace/database-password}}")
                .refusal();
        assertTrue(
                refusal.contains("config.target.password-file: nothing puts /etc/millrace/database-password"), refusal);
    }

    @Test
    void aPasswordInTheTargetOrInItsUrlIsRefused() {
        String key = Release.of(Chart.POSTGRES)
                .with("config: {target: {password: word}}")
                .refusal();
        assertTrue(key.contains("MILLRACE_TARGET_PASSWORD from a Secret"), key);
        String url = url("jdbc:postgresql://db:5432/bank?user=a&password=word").refusal();
        assertTrue(url.contains("config.target.url: the password would stand in a ConfigMap"), url);
    }

    @Test
    void anAddressThatNoPodCanMeanIsRefused() {
        assertTrue(url("jdbc:mysql://db/bank").refusal().contains("config.target.url: is not one of PostgreSQL"));
        assertTrue(url("jdbc:postgresql:bank").refusal().contains("config.target.url: names no host"));
    }

    @Test
    void theNetworkPolicyAllowsThePortsOfTheUrl() {
        Release policy = url("jdbc:postgresql://one:6432,two/bank").with("networkPolicy: {enabled: true}");
        assertEquals(
                List.of("6432", "5432"),
                policy.manifests()
                        .one("NetworkPolicy")
                        .at("/spec/egress/2/ports")
                        .findValuesAsText("port"));
    }

    @Test
    void theNotesWarnOfADatabaseThatAnybodyCouldBe() {
        assertTrue(url("jdbc:postgresql://db/bank")
                .notes()
                .contains("! config.target.url: without sslmode=verify-full the connection"));
        assertTrue(url("jdbc:postgresql://db/bank?sslmode=require").notes().contains("anybody in between"));
        assertFalse(url("jdbc:postgresql://db/bank?sslmode=verify-full&sslfactory=a.b.C")
                .notes()
                .contains("! config.target.url"));
    }

    /** The driver's default is a file in the home of a user whom a pod does not have: it would not start. */
    @Test
    void aCertificateThatIsCheckedAgainstNoAuthorityIsRefused() {
        for (String mode : List.of("verify-full", "verify-ca")) {
            String refusal = url("jdbc:postgresql://db/bank?sslmode=" + mode).refusal();
            assertTrue(refusal.contains("config.target.url: names no authority"), refusal);
        }
        url("jdbc:postgresql://db/bank?sslmode=require").manifests();
    }

    @Test
    void theNotesWarnOfMoreConnectionsThanADatabaseHas() {
        Release many = Release.of(Chart.POSTGRES).with("{replicaCount: 9, config: {engine: {lanes: 16}}}");
        assertTrue(many.notes().contains("up to 170 connections during a rollout"), many.notes());
        assertFalse(Release.of(Chart.POSTGRES).notes().contains("connections during a rollout"));
    }

    @Test
    void theAddressOfTheDatabaseMayBeAVariable() {
        Manifests manifests = Release.bare(Chart.POSTGRES)
                .with(
                        "{config: {kafka: {bootstrap.servers: 'b:1'}, topics: [a], tables: [{source: A, target: a, key: [k]}]},"
                                + " secrets: {existingSecret: app, env: {MILLRACE_TARGET_URL: jdbc-uri}}}")
                .manifests();
        assertEquals(
                "jdbc-uri",
                manifests
                        .variable("MILLRACE_TARGET_URL")
                        .at("/valueFrom/secretKeyRef/key")
                        .asText());
    }
}
