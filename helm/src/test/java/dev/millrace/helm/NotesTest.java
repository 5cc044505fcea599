package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What an install prints: what is in force, and what is risky. */
final class NotesTest {
    @EveryChart
    void theNotesShowWhatIsInForce(Chart chart) {
        String notes = Release.of(chart)
                .with("{config: {name: ledger, topics: [a, b]}, topics: {partitions: 12}, replicaCount: 3}")
                .notes();
        for (String line : List.of(
                "bank replicates to " + chart.connector(),
                "consumer group  ledger",
                "topics          a, b",
                "replicas        3",
                "partitions      12",
                "grace           45 s to drain and commit; 40 s are needed",
                "image           millrace/" + chart.title() + ":" + System.getProperty("millrace.version"))) {
            assertTrue(notes.contains(line), () -> line + "\n" + notes);
        }
        assertFalse(notes.contains("%!"), notes);
        assertFalse(notes.contains("<nil>"), notes);
    }

    /** Two releases with one group halve the changes between them, and neither lags. */
    @EveryChart
    void theNotesSayThatTheGroupIsForThisReleaseAlone(Chart chart) {
        String notes = Release.of(chart).notes();
        assertTrue(
                notes.contains("consumer group  bank\n                  for this release alone: "
                        + "one of the same name in another namespace takes half of the changes away\n"),
                notes);
    }

    @EveryChart
    void theNotesShowHowPodsGetTheirRole(Chart chart) {
        String notes = Release.of(chart)
                .with("{config: {topics: [a, b]}, serviceAccount: {podIdentity: {enabled: true, clusterName: prod,"
                        + " roleArn: 'arn:aws:iam::123456789012:role/apps/ledger'}}}")
                .notes();
        assertTrue(
                notes.contains("docs/iam/role --name ledger --eks prod --namespace payments --service-account bank"
                        + " --group bank --topic a --topic b --msk-arn ARN --policy POLICY"),
                notes);
        assertTrue(notes.contains("--role-arn arn:aws:iam::123456789012:role/apps/ledger"), notes);
    }

    @EveryChart
    void theNotesSayWhatToDoNext(Chart chart) {
        String notes = Release.of(chart).notes();
        assertTrue(notes.contains("kubectl -n payments rollout status deployment/bank"), notes);
        assertTrue(notes.contains("kubectl -n payments scale deployment/bank --replicas="), notes);
        String set = Release.of(chart).with("staticMembership: {enabled: true}").notes();
        assertTrue(set.contains("kubectl -n payments logs statefulset/bank"), set);
        String test = Canary.of(chart).notes();
        assertTrue(test.contains("helm -n payments test bank"), test);
    }

    @EveryChart
    void theNotesWarnOfOneReplica(Chart chart) {
        assertWarns(chart, "replicaCount: 1", "replicaCount: one replica.");
        assertSilent(chart, "{replicaCount: 2, topics: {partitions: 2}}", "replicaCount:");
    }

    @EveryChart
    void theNotesWarnOfReplicasWithoutWork(Chart chart) {
        assertWarns(chart, "{replicaCount: 5, topics: {partitions: 4}}", "replicaCount: 5 replicas for 4 partitions.");
        assertSilent(chart, "{replicaCount: 4, topics: {partitions: 4}}", "replicaCount:");
    }

    @EveryChart
    void theNotesWarnOfAMissingBudget(Chart chart) {
        assertWarns(chart, "podDisruptionBudget: {enabled: false}", "podDisruptionBudget: off.");
        assertWarns(chart, "podDisruptionBudget: {minAvailable: 1}", "podDisruptionBudget: no pod may be missing.");
        assertWarns(
                chart,
                "{replicaCount: 2, podDisruptionBudget: {minAvailable: 60%}}",
                "podDisruptionBudget: minAvailable 60% of 2, rounded up, is all of them.");
        assertSilent(chart, "", "podDisruptionBudget:");
        assertSilent(chart, "{replicaCount: 3, podDisruptionBudget: {minAvailable: 60%}}", "podDisruptionBudget:");
        assertSilent(chart, "podDisruptionBudget: {minAvailable: 0%}", "podDisruptionBudget:");
    }

    @EveryChart
    void theNotesWarnWhereDeadLettersAreOff(Chart chart) {
        assertWarns(chart, "config: {engine: {poison-limit: 0}}", "Dead letters are off");
        assertSilent(chart, "", "Dead letters are off");
    }

    @EveryChart
    void theNotesWarnOfWhatIsNotEncrypted(Chart chart) {
        assertWarns(chart, "", "config.kafka.security.protocol: not encrypted.");
        assertSilent(chart, "config: {kafka: {security.protocol: SSL}}", "config.kafka.security.protocol:");
    }

    @EveryChart
    void theNotesWarnOfSecretsInTheValues(Chart chart) {
        assertWarns(chart, "secrets: {existingSecret: '', values: {TZ: UTC}}", "secrets.values:");
        assertSilent(chart, "", "secrets.values:");
    }

    @EveryChart
    void theNotesWarnOfLessThanTheRestrictedStandard(Chart chart) {
        assertWarns(chart, "podSecurityContext: {runAsNonRoot: false}", "securityContext: less than the restricted");
        assertWarns(chart, "securityContext: {readOnlyRootFilesystem: false}", "readOnlyRootFilesystem: off");
        assertSilent(chart, "", "securityContext");
    }

    @EveryChart
    void theNotesWarnOfProbesThatAreOffAndOfMemoryWithoutLimit(Chart chart) {
        assertWarns(chart, "probes: {readiness: {enabled: false}}", "probes.readiness: off.");
        assertWarns(chart, "resources: {limits: null}", "resources.limits.memory: none.");
        assertSilent(chart, "", "probes.");
        assertSilent(chart, "", "resources.");
    }

    /** A heap that is full ends the connector, and its next life meets the same backlog. */
    @EveryChart
    void theNotesWarnOfMoreInFlightThanTheHeapHolds(Chart chart) {
        String warning = "is more than a quarter of the heap, and rows take more than their records. Set it to 32.";
        assertWarns(chart, "resources: {limits: {memory: 256Mi}}", warning);
        assertSilent(
                chart,
                "{resources: {limits: {memory: 256Mi}}, config: {engine: {in-flight-megabytes: 32}}}",
                "in-flight-megabytes");
        assertSilent(chart, "{}", "in-flight-megabytes");
    }

    private static void assertWarns(Chart chart, String values, String warning) {
        String notes = Release.of(chart).with(values).notes();
        assertTrue(warnings(notes).stream().anyMatch(line -> line.contains(warning)), notes);
    }

    private static void assertSilent(Chart chart, String values, String warning) {
        String notes = Release.of(chart).with(values).notes();
        assertEquals(
                List.of(),
                warnings(notes).stream().filter(line -> line.contains(warning)).toList());
    }

    private static List<String> warnings(String notes) {
        return notes.lines().filter(line -> line.startsWith("  ! ")).toList();
    }
}
