package dev.millrace.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/iam/role} against an {@code aws} that writes down what it is asked: AWS itself is not asked. */
final class IamRoleTest {
    private static final Path ROLE = IamLint.POLICIES.resolve("role");
    private static final String UUID = "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d-7";
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![A-Za-z])[A-Z][A-Z_]{3,}(?![A-Za-z])");
    private static final List<String> ALL = List.of(
            "--name bank-pg --group bank-pg --topic bank.account --topic bank.card --table bank_account --table bank_card",
            "--eks prod --namespace bank --service-account bank-pg --oidc-id 0123ABCD --keyspace bank --cache bank-cache",
            "--cache-user millrace --aurora bank --db-resource cluster-ABC --db-user millrace --secret bank/pg --kms-key 1234abcd-12ab-34cd-56ef-1234567890ab",
            "--msk-arn arn:aws:kafka:eu-central-1:111122223333:cluster/bank/" + UUID);

    @TempDir
    Path directory;

    private Tool role(String... more) throws IOException, InterruptedException {
        return role(Map.of("ROLE_MISSING", "1"), more);
    }

    /** @param there what the account has already */
    private Tool role(Map<String, String> there, String... more) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path aws = bin.resolve("aws");
        Files.writeString(aws, """
                #!/bin/sh
                for argument in "$@"; do printf '%%s ' "$argument"; done | tr '\\n' ' ' >> '%1$s'
                echo >> '%1$s'
                case "$*" in
                    *get-role*--query*) echo arn:aws:iam::111122223333:role/bank-pg ;;
                    *get-role*) exit "${ROLE_MISSING:-0}" ;;
                    *list-pod-identity-associations*) echo "${ASSOCIATION:-None}" ;;
                    *describe-cluster*) echo https://oidc.eks.eu-central-1.amazonaws.com/id/0123ABCD ;;
                esac
                """.formatted(asked()));
        assertTrue(aws.toFile().setExecutable(true));
        List<String> command = new ArrayList<>(List.of(ROLE.toAbsolutePath().toString()));
        command.addAll(List.of(more));
        String path = bin + ":" + System.getenv("PATH");
        Map<String, String> environment = new HashMap<>(there);
        environment.put("PATH", path);
        return Tool.run(directory, environment, Duration.ofMinutes(1), command);
    }

    private Path asked() {
        return directory.resolve("asked");
    }

    private static String[] arguments(String... more) {
        return Stream.concat(ALL.stream(), Stream.of(more))
                .flatMap(words -> Stream.of(words.split(" ")))
                .toArray(String[]::new);
    }

    private static List<String> policies() throws IOException {
        try (Stream<Path> files = Files.list(IamLint.POLICIES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.startsWith("trust-"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    /** By the names of their files. */
    private static Map<String, String> printed(Tool role) {
        return Pattern.compile("(?m)^== ")
                .splitAsStream(role.output())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('\n')), part -> part.substring(part.indexOf('\n'))));
    }

    @Test
    void everyPolicyIsFilledInAndPassesTheLint() throws Exception {
        List<String> all = policies().stream().map(name -> "--policy " + name).toList();
        for (String trust : List.of("--print", "--print --irsa")) {
            Tool role =
                    role(arguments(Stream.concat(all.stream(), Stream.of(trust)).toArray(String[]::new)));
            assertEquals(0, role.exitCode(), role::output);
            assertFalse(Files.exists(asked()), "AWS was asked");
            Path filled = Files.createDirectories(directory.resolve("filled" + trust.length()));
            for (Map.Entry<String, String> policy : printed(role).entrySet()) {
                new ObjectMapper().readTree(policy.getValue());
                Matcher left = PLACEHOLDER.matcher(policy.getValue().replace("0123ABCD", ""));
                assertFalse(left.find(), () -> policy.getKey() + " still has " + left.group());
                Files.writeString(filled.resolve(policy.getKey() + ".json"), policy.getValue());
            }
            assertEquals(policies().size() + 1, printed(role).size());
            IamLint.install();
            Tool lint = IamLint.of(filled);
            assertEquals(0, lint.exitCode(), lint::output);
        }
    }

    @Test
    void everyTopicAndTableGetsALineOfItsOwn() throws Exception {
        Tool role = role(arguments("--policy msk --policy keyspaces --print"));
        JsonNode msk = new ObjectMapper().readTree(printed(role).get("msk"));
        String topic = "arn:aws:kafka:eu-central-1:111122223333:topic/bank/" + UUID + "/bank.";
        assertEquals(List.of(topic + "account", topic + "card"), resources(msk, 1));
        assertEquals(List.of(topic + "account.bank-pg.dlq", topic + "card.bank-pg.dlq"), resources(msk, 2));
        JsonNode keyspaces = new ObjectMapper().readTree(printed(role).get("keyspaces"));
        String table = "arn:aws:cassandra:eu-central-1:111122223333:/keyspace/bank/table/";
        assertEquals(
                List.of(table + "bank_account", table + "bank_card", table + "millrace_progress"),
                resources(keyspaces, 0));
    }

    private static List<String> resources(JsonNode policy, int statement) {
        List<String> resources = new ArrayList<>();
        policy.path("Statement").path(statement).path("Resource").forEach(resource -> resources.add(resource.asText()));
        return resources;
    }

    @Test
    void theRoleIsMadeWithItsPoliciesAndItsAssociation() throws Exception {
        Tool role = role(arguments("--policy msk --policy secret"));
        assertEquals(new Tool(0, "arn:aws:iam::111122223333:role/bank-pg\n"), role);
        List<String> calls = Files.readAllLines(asked()).stream()
                .map(line -> line.replaceAll("\\{.*}", "{}").strip())
                .toList();
        String association = "--cluster-name prod --namespace bank --service-account bank-pg";
        assertEquals(
                List.of(
                        "iam get-role --role-name bank-pg",
                        "iam create-role --role-name bank-pg --assume-role-policy-document {}",
                        "iam put-role-policy --role-name bank-pg --policy-name millrace-msk --policy-document {}",
                        "iam put-role-policy --role-name bank-pg --policy-name millrace-secret --policy-document {}",
                        "iam get-role --role-name bank-pg --query Role.Arn --output text",
                        "eks list-pod-identity-associations --region eu-central-1 " + association
                                + " --query associations[0].associationId --output text",
                        "eks create-pod-identity-association --region eu-central-1 " + association
                                + " --role-arn arn:aws:iam::111122223333:role/bank-pg"),
                calls);
    }

    @Test
    void aRoleThatIsThereGetsTheNewPoliciesTheBoundaryAndItsAssociation() throws Exception {
        String boundary = "arn:aws:iam::111122223333:policy/edge";
        Tool role = role(Map.of("ASSOCIATION", "a-0123"), arguments("--policy msk --boundary " + boundary));
        assertEquals(0, role.exitCode(), role::output);
        List<String> calls = Files.readAllLines(asked()).stream()
                .map(line -> line.replaceAll("\\{.*}", "{}").strip())
                .filter(line -> !line.startsWith("iam get-role") && !line.startsWith("eks list"))
                .toList();
        assertEquals(
                List.of(
                        "iam update-assume-role-policy --role-name bank-pg --policy-document {}",
                        "iam put-role-permissions-boundary --role-name bank-pg --permissions-boundary " + boundary,
                        "iam put-role-policy --role-name bank-pg --policy-name millrace-msk --policy-document {}",
                        "eks update-pod-identity-association --region eu-central-1 --cluster-name prod"
                                + " --association-id a-0123 --role-arn arn:aws:iam::111122223333:role/bank-pg"),
                calls);
    }

    @Test
    void withIrsaTheProviderIsAskedOfEksAndNothingIsAssociated() throws Exception {
        String[] arguments = Stream.of(arguments("--policy msk --irsa"))
                .filter(word -> !word.equals("--oidc-id") && !word.equals("0123ABCD"))
                .toArray(String[]::new);
        Tool role = role(arguments);
        assertEquals(0, role.exitCode(), role::output);
        String calls = Files.readString(asked());
        assertTrue(calls.contains("oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123ABCD\""), calls);
        assertTrue(calls.contains("system:serviceaccount:bank:bank-pg"), calls);
        assertFalse(calls.contains("pod-identity"), calls);
    }

    @Test
    void nothingIsMadeWhereSomethingIsMissing() throws Exception {
        String[] arguments = Stream.of(arguments("--policy msk --policy secret"))
                .filter(word -> !word.equals("--secret") && !word.equals("bank/pg"))
                .toArray(String[]::new);
        assertEquals(new Tool(1, "role: secret.json needs --secret\n"), role(arguments));
        assertFalse(Files.exists(asked()));
        Tool unknown = role(arguments("--policy mks"));
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.output().startsWith("role: --policy: there is no "), unknown::output);
        Tool noCluster = role(arguments("--policy msk --msk-arn arn:aws:eks:eu-central-1:111122223333:cluster/prod"));
        assertEquals(1, noCluster.exitCode());
        assertTrue(noCluster.output().contains("is no ARN of an MSK cluster"), noCluster::output);
        assertFalse(Files.exists(asked()));
    }

    @Test
    void aValueThatCouldBeReadAsMoreThanANameIsRefused() throws Exception {
        for (String value : List.of("a\"b", "a b", "*", "$(id)", "")) {
            List<String> words = new ArrayList<>(List.of(arguments("--policy msk --print --topic")));
            words.add(value);
            Tool role = role(words.toArray(String[]::new));
            assertEquals(1, role.exitCode(), role::output);
            assertTrue(role.output().startsWith("role: --topic: '" + value + "'"), role::output);
        }
    }
}
