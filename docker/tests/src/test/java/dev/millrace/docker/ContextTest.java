package dev.millrace.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into the images; needs no Docker. */
final class ContextTest {
    private static final String SIMULATOR = "cdc-simulator";
    private static final String JARS = "/opt/millrace/lib/";
    private static final String APACHE = "Apache-2.0";
    /** All of them permit to pass the library on, unchanged, together with others. */
    private static final Set<String> PERMITTED =
            Set.of(APACHE, "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0");

    private static final Set<String> WITHOUT_NOTICE = Set.of(APACHE, "MIT-0", "CC0-1.0");

    @ParameterizedTest
    @EnumSource(ConnectorKind.class)
    void an_image_has_one_connector_and_not_what_others_need(ConnectorKind kind) throws IOException {
        String name = "connector-" + kind.key();
        assertEquals(new TreeSet<>(Set.of("connector-core", name, "launcher", "mainframe-codec")), ours(name));
        String all = jars(name).toString();
        assertEquals(kind == ConnectorKind.POSTGRES, all.contains("postgresql-"));
        assertEquals(kind == ConnectorKind.DYNAMODB, all.contains("dynamodb-2"));
        assertEquals(kind == ConnectorKind.KEYSPACES, all.contains("java-driver-core"));
        assertEquals(kind == ConnectorKind.REDIS, all.contains("jedis"));
    }

    @Test
    void the_simulators_image_has_no_connector() throws IOException {
        assertEquals(
                new TreeSet<>(Set.of("cdc-simulator", "connector-core", "launcher", "mainframe-codec")),
                ours(SIMULATOR));
    }

    /** They are read by the JVM and by the command line, which take what they find: a placeholder as well. */
    @ParameterizedTest
    @MethodSource("images")
    void an_image_says_what_it_runs(String image) throws IOException {
        String connector = image.replace("connector-", "");
        boolean simulator = image.equals(SIMULATOR);
        assertEquals(
                simulator ? "dev.millrace.simulator.command.SimulatorMain" : "dev.millrace.launcher.Main",
                Files.readString(context(image).resolve("main")).strip());
        assertEquals(
                simulator ? "simulate" : "run " + connector + " --config /etc/millrace/connector.yaml",
                Files.readString(context(image).resolve("command")).strip());
        String training = Files.readString(context(image).resolve("training/command"));
        assertFalse(training.contains("${"), training);
    }

    @ParameterizedTest
    @MethodSource("images")
    void the_class_path_names_every_jar_once(String image) throws IOException {
        List<String> options = Files.readAllLines(context(image).resolve("java.options"));
        String classPath = options.get(options.indexOf("-cp") + 1);
        List<String> named = Arrays.stream(classPath.split(":", -1))
                .map(jar -> jar.replace(JARS, ""))
                .sorted()
                .toList();
        assertEquals(List.copyOf(jars(image)), named);
    }

    @ParameterizedTest
    @MethodSource("images")
    void the_bill_of_materials_names_every_jar_with_its_hash(String image) throws IOException {
        Set<String> named = new TreeSet<>();
        for (JsonNode component : components(image)) {
            named.add(component.get("name").asText() + "-"
                    + component.get("version").asText() + ".jar");
            assertFalse(component.path("hashes").isEmpty(), component::toString);
        }
        assertEquals(jars(image), named);
    }

    @ParameterizedTest
    @MethodSource("images")
    void every_library_may_be_passed_on(String image) throws IOException {
        for (JsonNode component : components(image)) {
            List<String> choice = licences(component);
            assertTrue(
                    choice.stream().anyMatch(PERMITTED::contains),
                    () -> component.get("name") + " is under " + choice + ": none of " + PERMITTED);
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void a_licence_that_asks_for_its_notice_lies_beside_the_library(String image) throws IOException {
        Path licences = context(image).resolve("legal/licenses");
        for (JsonNode component : components(image)) {
            String name = component.get("name").asText();
            boolean asks = licences(component).stream().noneMatch(WITHOUT_NOTICE::contains);
            boolean there = hasFile(licences.resolve(name + "-jar"))
                    || Files.isRegularFile(licences.resolve(name + ".txt"))
                    || Files.isRegularFile(licences.resolve(name.replaceAll("-.*", ".txt")));
            assertTrue(!asks || there, () -> "no licence of " + name + " in " + licences);
        }
        assertTrue(Files.isRegularFile(context(image).resolve("legal/LICENSE")));
        assertTrue(Files.isRegularFile(context(image).resolve("legal/NOTICE")));
    }

    @Test
    void building_and_running_need_no_shell() throws IOException {
        List<String> shells = new ArrayList<>();
        for (String line : Files.readAllLines(Images.HOME.resolve("Dockerfile"))) {
            boolean command = line.matches("(RUN|CMD|ENTRYPOINT|HEALTHCHECK|SHELL)\\b.*");
            if (command && !line.matches("(RUN|CMD|ENTRYPOINT) \\[\"(java|@).*]")) {
                shells.add(line);
            }
        }
        assertEquals(List.of(), shells);
    }

    static List<String> images() {
        return Stream.concat(
                        Arrays.stream(ConnectorKind.values()).map(kind -> "connector-" + kind.key()),
                        Stream.of(SIMULATOR))
                .toList();
    }

    /** The jars that are not a library's, without their versions. */
    private static Set<String> ours(String image) throws IOException {
        return jars(image).stream()
                .filter(jar -> jar.contains("-SNAPSHOT") || jar.startsWith("connector-") || jar.startsWith("launcher-"))
                .map(jar -> jar.replaceAll("-\\d.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasFile(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> below = Files.walk(directory)) {
            return below.anyMatch(Files::isRegularFile);
        }
    }

    private static Path context(String image) {
        return Images.HOME.resolve("target/" + image);
    }

    private static Set<String> jars(String image) throws IOException {
        try (Stream<Path> files = Files.list(context(image).resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static JsonNode components(String image) throws IOException {
        Path file = context(image).resolve("legal/sbom.cdx.json");
        assumeTrue(Files.isRegularFile(file), "Maven ran offline (-o) and makes no bill of materials then");
        JsonNode bill = new ObjectMapper().readTree(file.toFile());
        assertEquals("CycloneDX", bill.get("bomFormat").asText());
        return bill.get("components");
    }

    /** Of several, one may choose. */
    private static List<String> licences(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            licences.add(licence.path("id").asText(licence.path("name").asText()));
        }
        return licences;
    }
}
