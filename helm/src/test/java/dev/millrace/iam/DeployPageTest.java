package dev.millrace.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that people copy from: its commands fit the examples that it names, the policies and each other. */
final class DeployPageTest {
    private static final Path ROOT = Path.of("..");

    private static Values example(String chart) throws Exception {
        return Values.read(ROOT.resolve(chart).resolve("examples/eks.yaml"));
    }

    /** The command that makes the role of a release. */
    private static List<String> roleOf(DeployPage page, String release) {
        return page.commands("docs/iam/role").stream()
                .filter(role -> DeployPage.options(role, "--name").equals(List.of(release)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyReleaseHasARoleThatFitsItsValues() throws Exception {
        DeployPage page = DeployPage.read();
        List<List<String>> installs = page.commands("helm -n bank install");
        Set<String> charts = new TreeSet<>();
        for (List<String> install : installs) {
            String release = install.get(0);
            charts.add(install.get(1));
            Values values = example(install.get(1));
            List<String> role = roleOf(page, release);
            assertEquals(List.of(release), DeployPage.options(role, "--group"));
            assertEquals(List.of(release), DeployPage.options(role, "--service-account"));
            assertEquals(List.of("bank"), DeployPage.options(role, "--namespace"));
            assertEquals(values.texts("config/topics"), DeployPage.options(role, "--topic"));
            assertEquals(
                    "arn:aws:iam::111122223333:role/" + release, values.text("serviceAccount/podIdentity/roleArn"));
            assertEquals(
                    List.of(values.text("serviceAccount/podIdentity/clusterName")), DeployPage.options(role, "--eks"));
            List<String> policies = DeployPage.options(role, "--policy");
            boolean tables = policies.stream().anyMatch(policy -> policy.matches("(dynamodb|keyspaces).*"));
            assertEquals(tables ? values.ofTables("target") : List.of(), DeployPage.options(role, "--table"));
            assertEquals(
                    values.text("config/target/auto-create").equals("true"),
                    policies.stream().anyMatch(policy -> policy.endsWith("-auto-create")),
                    release + ": auto-create");
            assertEquals(
                    values.text("config/target/keyspace"), String.join("", DeployPage.options(role, "--keyspace")));
            assertEquals(values.text("config/target/iam-cache"), String.join("", DeployPage.options(role, "--cache")));
        }
        assertEquals(
                Set.of(
                        "helm/connector-dynamodb",
                        "helm/connector-keyspaces",
                        "helm/connector-postgres",
                        "helm/connector-redis"),
                charts);
    }

    @Test
    void theSecretHasTheKeysThatTheValuesTake() throws Exception {
        List<List<String>> secrets = DeployPage.read().commands("kubectl -n bank create secret generic");
        assertEquals(1, secrets.size());
        Values values = example("helm/connector-postgres");
        assertEquals(values.text("secrets/existingSecret"), secrets.get(0).get(0));
        Set<String> given = new TreeSet<>();
        for (String file : DeployPage.options(secrets.get(0), "--from-file")) {
            given.add(file.substring(0, file.indexOf('=')));
        }
        Set<String> taken = new TreeSet<>();
        ((Map<?, ?>) values.at("secrets/files").orElseThrow()).values().forEach(key -> taken.add(key.toString()));
        assertEquals(taken, given);
        assertEquals(List.of(), example("helm/connector-dynamodb").texts("secrets/files"));
    }

    @Test
    void everyRoleCanBeFilledIn() throws Exception {
        List<List<String>> roles = DeployPage.read().commands("docs/iam/role");
        assertEquals(5, roles.size());
        for (List<String> role : roles) {
            List<String> command = new ArrayList<>();
            command.add(IamLint.POLICIES.resolve("role").toAbsolutePath().toString());
            command.addAll(role);
            command.add("--print");
            Tool printed = Tool.run(ROOT, Map.of(), Duration.ofMinutes(1), command);
            assertEquals(0, printed.exitCode(), printed::output);
        }
    }

    @Test
    void everyValueThatItShowsIsOneOfTheCharts() throws Exception {
        Values defaults = Values.read(ROOT.resolve("helm/connector-postgres/values.yaml"));
        List<Values> shown = DeployPage.read().values();
        assertEquals(2, shown.size());
        for (Values values : shown) {
            for (Map.Entry<?, ?> section : ((Map<?, ?>) values.tree()).entrySet()) {
                // The connector's own keys stand in no chart's defaults.
                boolean connectors = section.getKey().equals("config");
                Set<?> keys = connectors ? Set.of() : ((Map<?, ?>) section.getValue()).keySet();
                assertTrue(defaults.at(section.getKey().toString()).isPresent(), section::toString);
                for (Object key : keys) {
                    String path = section.getKey() + "/" + key;
                    assertTrue(defaults.at(path).isPresent(), () -> "there is no value " + path);
                }
            }
        }
    }

    @Test
    void theCanaryHasItsTopicItsTableAndItsRole() throws Exception {
        DeployPage page = DeployPage.read();
        Values shown = page.values().stream()
                .filter(values -> values.at("canary").isPresent())
                .findFirst()
                .orElseThrow();
        List<String> role = roleOf(page, "bank-pg-canary");
        List<String> topics = new ArrayList<>(example("helm/connector-postgres").texts("config/topics"));
        topics.addAll(DeployPage.options(role, "--topic"));
        assertEquals(topics, shown.texts("config/topics"));
        assertEquals(DeployPage.options(role, "--topic"), shown.ofTables("topic"));
        assertEquals(List.of(shown.text("canary/table")), shown.ofTables("source"));
        assertEquals(List.of(shown.text("canary/serviceAccountName")), DeployPage.options(role, "--service-account"));
    }

    @Test
    void whatItLinksToIsThere() throws Exception {
        for (String name : List.of("deploy.md", "iam/README.md")) {
            Path page = ROOT.resolve("docs").resolve(name);
            Matcher links = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(Files.readString(page));
            while (links.find()) {
                Path linked = page.resolveSibling(links.group(1));
                assertTrue(Files.exists(linked), () -> name + " links to " + linked);
            }
        }
    }
}
