package dev.millrace.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the dashboard without a run: see {@code DashboardRunTest} for one. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("cdc_\\w+");
    private static final int COLUMNS = 24;

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void everyPanelIsExplainedAndHasAPlaceOfItsOwn() {
        Set<Integer> ids = new HashSet<>();
        List<Dashboard.Panel> panels = dashboard.panels();
        assertTrue(panels.size() > 15);
        for (Dashboard.Panel panel : panels) {
            assertTrue(ids.add(panel.id()), panel::title);
            assertTrue(panel.node().path("description").asText().length() > 80, panel::title);
            assertTrue(panel.place().x() + panel.place().width() <= COLUMNS, panel::title);
            panels.stream()
                    .filter(other -> other.id() != panel.id())
                    .forEach(other -> assertFalse(
                            panel.place().overlaps(other.place()), () -> panel.title() + " and " + other.title()));
        }
    }

    @Test
    void itAsksForMetricsThatAreDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "observability.md"));
        Set<String> unknown = new TreeSet<>();
        for (Dashboard.Panel panel : dashboard.panels()) {
            for (Dashboard.Query query : panel.queries()) {
                Matcher metric = METRIC.matcher(query.expression());
                while (metric.find()) {
                    String name = metric.group().replaceAll("_(bucket|sum|count)$", "");
                    if (!page.contains("| `" + name + "` |")) {
                        unknown.add(name);
                    }
                }
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyQueryAsksForWhatWasChosen() {
        Choice choice = Choice.everything(Duration.ofMinutes(1));
        for (Dashboard.Panel panel : dashboard.panels()) {
            for (Dashboard.Query query : panel.queries()) {
                for (String variable : List.of("$namespace", "$release", "$target")) {
                    assertEquals(
                            count(METRIC, query.expression()),
                            count(Pattern.compile(Pattern.quote(variable)), query.expression()),
                            query::expression);
                }
                boolean byTable = query.expression().contains("cdc_end_to_end_latency_seconds");
                assertEquals(byTable, query.expression().contains("$table"), query::expression);
                assertFalse(choice.in(query.expression()).contains("$"), query::expression);
            }
        }
    }

    /** Grafana's last value of a range may be an hour old, and green: of processes that are gone, of changes that no longer come. */
    @Test
    void aNumberOfNowIsAskedForNowAndSaysWhereThereIsNone() {
        for (Dashboard.Panel panel : dashboard.panels()) {
            if (panel.type().equals("stat")) {
                assertTrue(panel.queries().stream().allMatch(Dashboard.Query::instant), panel::title);
                assertFalse(panel.defaults().path("noValue").asText().isEmpty(), panel::title);
            }
        }
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    /** Overrides go by the name in the legend: one that matches nothing does nothing. */
    @Test
    void overridesNameSeriesThatThereAre() {
        for (Dashboard.Panel panel : dashboard.panels()) {
            boolean named =
                    panel.queries().stream().noneMatch(query -> query.legend().contains("{{"));
            if (named) {
                Set<String> legends = new HashSet<>();
                panel.queries().forEach(query -> legends.add(query.legend()));
                panel.node()
                        .path("fieldConfig")
                        .path("overrides")
                        .forEach(override -> assertTrue(
                                legends.contains(
                                        override.path("matcher").path("options").asText()),
                                override::toString));
            }
        }
    }
}
