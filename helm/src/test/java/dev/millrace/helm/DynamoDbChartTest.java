package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What only DynamoDB's chart does. */
final class DynamoDbChartTest {
    private static final String TABLES =
            "config: {tables: [{source: A.B, target: b, key: [k], columns: ['k numeric(5,0)']}]}";
    private static final String POLICY = "networkPolicy: {enabled: true}";

    private static Release with(String values) {
        return Release.of(Chart.DYNAMODB).with(values);
    }

    /** Without a Region in the file, that of the variable is taken, which EKS sets with a role. */
    @Test
    void theNotesWarnWhereNoRegionIsGiven() {
        Release none = Release.bare(Chart.DYNAMODB)
                .with("{config: {kafka: {bootstrap.servers: 'b:1'}, topics: [a]}}")
                .with(TABLES);
        assertTrue(none.notes().contains("! config.target.region: not given"));
        assertFalse(none.with("extraEnv: [{name: AWS_REGION, value: eu-central-1}]")
                .notes()
                .contains("! config.target.region"));
        assertFalse(
                none.with("config: {target: {region: eu-central-1}}").notes().contains("! config.target.region"));
    }

    @Test
    void theNetworkPolicyAllowsHttpsOrThePortOfTheEndpoint() {
        assertEquals(List.of("443"), ports(with(POLICY)));
        assertEquals(
                List.of("443"), ports(with(POLICY).with("config: {target: {endpoint: 'https://vpce.example.com'}}")));
        assertEquals(List.of("8000"), ports(with(POLICY).with("config: {target: {endpoint: 'http://local:8000/x'}}")));
        assertEquals(List.of("80"), ports(with(POLICY).with("config: {target: {endpoint: 'http://local'}}")));
    }

    private static List<String> ports(Release release) {
        return release.manifests()
                .one("NetworkPolicy")
                .at("/spec/egress/2/ports")
                .findValuesAsText("port");
    }

    @Test
    void aPasswordIsRefused() {
        String refusal = with("secrets: {existingSecret: vault, env: {MILLRACE_TARGET_PASSWORD: word}}")
                .refusal();
        assertTrue(refusal.contains("DynamoDB knows no password"), refusal);
        String schema = with("config: {target: {password: word}}").refusal();
        assertTrue(schema.contains("at '/config/target': additional properties 'password' not allowed"), schema);
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        String refusal =
                with("config: {tables: [{source: A.B, target: b, key: [k]}]}").refusal();
        assertTrue(refusal.contains("config.tables[0].columns: missing"), refusal);
    }

    @Test
    void aKeyOfThreeColumnsNeedsATemplate() {
        String table = "{source: A, target: a, key: [a, b, c], columns: [a text, b text, c text]}";
        String refusal = with("config: {tables: [" + table + "]}").refusal();
        assertTrue(refusal.contains("config.tables[0].pk: missing"), refusal);
        assertTrue(with("config: {tables: [" + table.replace("}", ", pk: '{a}#{b}#{c}'}") + "]}")
                .manifests()
                .has("Deployment"));
    }

    @Test
    void anEndpointThatIsNoAddressIsRefused() {
        String refusal = with("config: {target: {endpoint: local}}").refusal();
        assertTrue(refusal.contains("config.target.endpoint: is no address"), refusal);
    }

    @Test
    void theNotesWarnWherePodsHaveNoRole() {
        assertTrue(
                with("secrets: {existingSecret: ''}").notes().contains("! serviceAccount: an AWS identity is needed"));
        assertFalse(with("serviceAccount: {irsa: {roleArn: 'arn:aws:iam::123456789012:role/a'}}")
                .notes()
                .contains("! serviceAccount: an AWS identity is needed"));
    }

    @Test
    void theNotesWarnOfTombstonesThatAreKeptForEver() {
        assertTrue(with("{}").notes().contains("! config.replay-horizon: infinite. Tombstones"));
        assertFalse(with("config: {replay-horizon: 30d}").notes().contains("! config.replay-horizon"));
    }
}
