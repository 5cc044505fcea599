package dev.millrace.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies allow the calls that stand in the code: whoever adds one has to allow it, and whoever takes one away to forbid it. */
final class IamCallsTest {
    private static final Path ROOT = Path.of("..");
    /** Of a client or its builder, and no call of the service. */
    private static final Set<String> LOCAL = Set.of("close", "retryStrategy", "serviceClientConfiguration");

    @Test
    void dynamoDbsActionsAreTheCallsOfItsConnector() throws IOException {
        Set<String> calls = new TreeSet<>();
        for (String call : calls("client", "connector-dynamodb")) {
            if (!LOCAL.contains(call)) {
                calls.add("dynamodb:" + Character.toUpperCase(call.charAt(0)) + call.substring(1));
            }
        }
        assertEquals(calls, actions("dynamodb"));
    }

    @Test
    void creatingIsApartFromWhatEveryStartNeeds() throws IOException {
        assertEquals(
                Set.of("dynamodb:CreateTable", "dynamodb:UpdateTimeToLive"), actionsOf("dynamodb-auto-create.json"));
        assertTrue(actionsOf("dynamodb.json").stream().noneMatch(actionsOf("dynamodb-auto-create.json")::contains));
        assertEquals(Set.of("kafka-cluster:CreateTopic"), actionsOf("msk-create-dead-letters.json"));
        assertTrue(!actionsOf("msk.json").contains("kafka-cluster:CreateTopic"));
        assertTrue(!actionsOf("keyspaces.json").contains("cassandra:Create"));
    }

    @Test
    void keyspacesControlPlaneIsAskedOnlyWhatIsAllowed() throws IOException {
        assertEquals(
                Set.of("createKeyspace", "getKeyspace", "createTable", "getTable", "close"),
                calls("client", "connector-keyspaces"));
    }

    @Test
    void kafkaIsAskedOnlyWhatIsAllowed() throws IOException {
        Set<String> calls = calls("admin", "connector-core");
        calls.removeAll(Set.of("close", "get"));
        assertEquals(Set.of("createTopics", "describeCluster", "describeConfigs", "describeTopics"), calls);
    }

    @Test
    void thePageNamesEveryFileActionAndPlaceholder() throws IOException {
        String page = Files.readString(IamLint.POLICIES.resolve("README.md"));
        for (Path file : policies()) {
            assertTrue(page.contains("(" + file.getFileName() + ")"), "README.md does not name " + file.getFileName());
        }
        for (String action : actions("")) {
            assertTrue(page.contains("`" + action + "`"), "README.md does not name " + action);
        }
        for (Path file : policies()) {
            Matcher words =
                    Pattern.compile("(?<![A-Za-z])[A-Z][A-Z_]{3,}(?![A-Za-z])").matcher(Files.readString(file));
            while (words.find()) {
                assertTrue(page.contains("`" + words.group() + "`"), "README.md does not name " + words.group());
            }
        }
    }

    /** What is called on a variable of that name in the sources of a module. */
    private static Set<String> calls(String variable, String module) throws IOException {
        Pattern call = Pattern.compile("\\b" + variable + "\\s*\\.\\s*(\\w+)\\(");
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = call.matcher(Files.readString(file));
                while (matcher.find()) {
                    calls.add(matcher.group(1));
                }
            }
        }
        return calls;
    }

    private static List<Path> policies() throws IOException {
        try (Stream<Path> files = Files.list(IamLint.POLICIES)) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Of all policies whose name begins so. */
    private static Set<String> actions(String prefix) throws IOException {
        Set<String> actions = new TreeSet<>();
        for (Path file : policies()) {
            if (file.getFileName().toString().startsWith(prefix)) {
                actions.addAll(actionsOf(file.getFileName().toString()));
            }
        }
        return actions;
    }

    private static Set<String> actionsOf(String file) throws IOException {
        JsonNode policy =
                new ObjectMapper().readTree(IamLint.POLICIES.resolve(file).toFile());
        return policy.findValues("Action").stream()
                .flatMap(list -> Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                        .map(i -> list.get(i).asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
