package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is generated, and what is the same in all charts, is up to date. */
final class DriftTest {
    private static final String MARKER = "# ==== the same in every connector's chart";
    private static final ObjectMapper JSON = new ObjectMapper();

    @EveryInstallableChart
    void theValuesEndWithWhatAllChartsHave(InstallableChart chart) {
        new Generated(chart.directory().resolve("values.yaml"), values(chart)).check();
    }

    @EveryInstallableChart
    void theSchemaHasTheKeysOfTheConfiguration(InstallableChart chart) throws JsonProcessingException {
        TreeSet<String> names = new TreeSet<>();
        Yaml.object(values(chart)).fieldNames().forEachRemaining(names::add);
        ObjectNode schema = chart.common().schema(names);
        schema.withObjectProperty("properties").set("config", chart.configSchema());
        new RequiredValues(ValuesTable.of(values(chart)).paths()).addTo(schema);
        new Generated(chart.directory().resolve("values.schema.json"), pretty(schema)).check();
    }

    @EveryInstallableChart
    void theReadmeHasTheValuesWithTheirComments(InstallableChart chart) {
        String readme = Readme.of(chart, ValuesTable.of(values(chart)));
        new Generated(chart.directory().resolve("README.md"), readme).check();
    }

    /** What is a chart's own, and then what all have. */
    private static String values(InstallableChart chart) {
        Path file = chart.directory().resolve("values.yaml");
        String text = Yaml.text(file);
        int end = text.indexOf('\n', text.indexOf(MARKER));
        assertTrue(text.contains(MARKER) && end > 0, () -> file + " has no line that begins with " + MARKER);
        return text.substring(0, end) + "\n\n" + chart.common().values();
    }

    @EveryInstallableChart
    void everyValueIsExplained(InstallableChart chart) {
        assertEquals(List.of(), ValuesTable.of(values(chart)).unexplained());
    }

    @EveryInstallableChart
    void theSchemaKnowsExactlyTheValues(InstallableChart chart) throws JsonProcessingException {
        JsonNode schema = JSON.readTree(Yaml.text(chart.directory().resolve("values.schema.json")));
        TreeSet<String> known = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        known.removeAll(List.of("global", "millrace-library"));
        TreeSet<String> values = new TreeSet<>();
        chart.defaults().fieldNames().forEachRemaining(values::add);
        assertEquals(known, values);
    }

    @EveryChart
    void theTemplatesAreTheSameInEveryChartButForOne(Chart chart) throws IOException {
        assertEquals(templates(Chart.POSTGRES), templates(chart));
        for (String file : templates(chart)) {
            assertEquals(
                    Yaml.text(Chart.POSTGRES.directory().resolve(file)),
                    Yaml.text(chart.directory().resolve(file)),
                    chart.title() + "/" + file);
        }
    }

    private static List<String> templates(Chart chart) throws IOException {
        try (Stream<Path> files = Files.walk(chart.directory().resolve("templates"))) {
            return Stream.concat(
                            files.filter(Files::isRegularFile),
                            Stream.of(chart.directory().resolve(".helmignore")))
                    .map(file -> chart.directory().relativize(file).toString())
                    .filter(file -> !file.endsWith("/_connector.tpl"))
                    .sorted()
                    .toList();
        }
    }

    @EveryInstallableChart
    void theChartInstallsTheImageOfItsProject(InstallableChart chart) {
        JsonNode metadata = chart.metadata();
        assertEquals(chart.title(), metadata.path("name").asText());
        assertEquals(
                System.getProperty("millrace.version"),
                metadata.path("appVersion").asText());
        assertEquals(chart.image(), chart.defaults().at("/image/repository").asText());
        assertEquals(">=1.20.0-0", metadata.path("kubeVersion").asText());
    }

    @EveryInstallableChart
    void theLibraryIsThatOfTheCheckout(InstallableChart chart) throws IOException {
        ObjectNode library = Yaml.object(InstallableChart.LIBRARY.resolve("Chart.yaml"));
        JsonNode dependency = chart.metadata().at("/dependencies/0");
        assertEquals(library.path("name"), dependency.path("name"));
        assertEquals(library.path("version"), dependency.path("version"));
        assertEquals(library.path("version"), chart.metadata().path("version"));
        assertEquals("library", library.path("type").asText());
        Path link = chart.directory().resolve("charts/library");
        assertTrue(Files.isSymbolicLink(link), () -> link + " is no link");
        assertEquals(InstallableChart.LIBRARY.toRealPath(), link.toRealPath());
    }

    private static String pretty(JsonNode tree) throws JsonProcessingException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }
}
