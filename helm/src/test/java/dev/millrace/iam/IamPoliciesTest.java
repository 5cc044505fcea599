package dev.millrace.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies of the documentation say only what AWS knows, and no more than they have to. */
final class IamPoliciesTest {
    @TempDir
    Path directory;

    @BeforeAll
    static void install() throws Exception {
        IamLint.install();
    }

    @Test
    void everyPolicyPassesTheLint() throws Exception {
        Tool lint = IamLint.of(IamLint.POLICIES);
        assertEquals(0, lint.exitCode(), lint::output);
        assertTrue(lint.output().endsWith(" policies, 0 problems\n"), lint::output);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "msk.json | kafka-cluster:ReadData | kafka-cluster:ReadDate | there is no action kafka-cluster:ReadDate",
                "msk.json | kafka-cluster:ReadData | kafka-cluster:readData | is written kafka-cluster:ReadData",
                "msk.json | kafka-cluster:ReadData | kafka-cluster:Read* | kafka-cluster:Read* has a wildcard",
                "msk.json | kafka-cluster:ReadData | kafka:ReadData | there is no action kafka:ReadData",
                "msk.json | :cluster/MSK | :topic/MSK | kafka-cluster:Connect needs a cluster",
                "msk.json | /MSK_UUID/TOPIC\" | /TOPIC\" | kafka-cluster:ReadData does not take arn",
                "msk.json | /MSK_UUID/TOPIC\" | /MSK_UUID/*\" | has a wildcard",
                "msk.json | \"kafka-cluster:Connect\", | '' | kafka-cluster:ReadData needs kafka-cluster:Connect",
                "msk-canary.json | WriteData | WriteDataIdempotently | does not take arn",
                "dynamodb.json | arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE | * | dynamodb:Scan can be bound to resources",
                "dynamodb.json | /TABLE\" | /TABLE/index/i\" | dynamodb:PutItem does not take",
                "redis-elasticache.json | :user:CACHE_USER | :parametergroup:P | elasticache:Connect needs a user",
                "keyspaces-vpc-endpoint.json | \"*\" | \"arn:aws:ec2:REGION:ACCOUNT:vpc-endpoint/v\" | it needs *",
                "secret-key.json | kms:ViaService | kms:ThroughService | kms:Decrypt has no condition key kms:ThroughService",
                "secret-key.json | StringLike | StringsLike | there is no operator StringsLike",
                "secret.json | \"Allow\" | \"Deny\" | Effect is not Allow",
                "secret.json | \"Resource\" | \"NotResource\" | NotResource is not allowed here",
                "secret.json | 2012-10-17 | 2008-10-17 | Version is not 2012-10-17",
                "trust-irsa.json | OIDC_ID:sub | OTHER_ID:sub | has no condition key",
                "trust-pod-identity.json | aws:RequestTag/kubernetes-namespace | aws:Request/kubernetes-namespace | no condition key",
                "trust-pod-identity.json | \"Principal\" | \"Principals\" | Principal is missing",
                "secret.json | { | [ | no JSON",
            })
    void itFinds(String file, String right, String wrong, String expected) throws Exception {
        copyPolicies();
        Path policy = directory.resolve(file);
        String text = Files.readString(policy);
        String broken = text.replace(right, wrong);
        assertNotEquals(text, broken, "nothing was changed");
        Files.writeString(policy, broken);
        Tool lint = IamLint.of(directory);
        assertEquals(1, lint.exitCode(), lint::output);
        List<String> problems = lint.output()
                .lines()
                .filter(line -> line.startsWith(file + ":"))
                .toList();
        assertTrue(problems.stream().anyMatch(line -> line.contains(expected)), lint::output);
    }

    private void copyPolicies() throws IOException {
        try (Stream<Path> files = Files.list(IamLint.POLICIES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }
}
