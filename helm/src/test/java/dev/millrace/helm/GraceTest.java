package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How long a pod may take to stop: what is in flight has to be applied and committed. */
final class GraceTest {
    @EveryChart
    void theGraceIsEnoughForTheBudgetsOfTheDefaults(Chart chart) {
        assertGrace(45, Release.of(chart));
    }

    @EveryChart
    void theGraceGrowsWithTheDrainBudget(Chart chart) {
        assertGrace(60 + 10 + 15, budgets(chart, "drain-budget: 60s, revoke-budget: 10s"));
    }

    @EveryChart
    void budgetsInIsoFormAndInFractionsCount(Chart chart) {
        assertGrace(90 + 5 + 15, budgets(chart, "drain-budget: PT1M30S"));
        assertGrace(61 + 5 + 15, budgets(chart, "drain-budget: 60001ms"));
        assertGrace(2 * 60 + 5 + 15, budgets(chart, "drain-budget: 2m"));
    }

    @EveryChart
    void aGraceOfTheConfigurationIsThatOfThePod(Chart chart) {
        assertGrace(120, budgets(chart, "termination-grace: 2m"));
    }

    @EveryChart
    void aGraceOfTheValuesIsThatOfTheConnector(Chart chart) {
        assertGrace(200, Release.of(chart).with("terminationGracePeriodSeconds: 200"));
    }

    @EveryChart
    void aGraceThatIsTooShortForTheBudgetsIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with("{terminationGracePeriodSeconds: 39, config: {engine: {drain-budget: 20s, revoke-budget: 5s}}}")
                .refusal();
        assertTrue(refusal.contains("terminationGracePeriodSeconds: 39"), refusal);
        assertTrue(refusal.contains("drain-budget (20s), revoke-budget (5s) and 15 s for closing need 40 s"), refusal);
        assertGrace(40, Release.of(chart).with("terminationGracePeriodSeconds: 40"));
        String short2 =
                budgets(chart, "drain-budget: 3m, termination-grace: 3m").refusal();
        assertTrue(short2.contains("config.engine.termination-grace: 3m is too short"), short2);
    }

    @EveryChart
    void aPodThatIsKilledBeforeItsConnectorStopsIsRefused(Chart chart) {
        String refusal = Release.of(chart)
                .with("{terminationGracePeriodSeconds: 80, config: {engine: {termination-grace: 90s}}}")
                .refusal();
        assertTrue(refusal.contains("Give one of the two alone"), refusal);
    }

    @EveryChart
    void aRevokeBudgetThatIsNotLessThanTheDrainBudgetIsRefused(Chart chart) {
        String refusal = budgets(chart, "drain-budget: 20s, revoke-budget: 20s").refusal();
        assertTrue(refusal.contains("config.engine.revoke-budget: 20s is not less than drain-budget (20s)"), refusal);
    }

    private static Release budgets(Chart chart, String engine) {
        return Release.of(chart).with("config: {engine: {" + engine + "}}");
    }

    /** Kubernetes gives the pod what the connector counts on. */
    private static void assertGrace(int seconds, Release release) {
        Manifests manifests = release.manifests();
        assertEquals(
                seconds,
                manifests.pod().at("/spec/terminationGracePeriodSeconds").asInt(),
                release.values());
        String engine = manifests.connector().at("/engine/termination-grace").asText();
        assertTrue(engine.equals(seconds + "s") || engine.equals("2m"), engine);
    }
}
