package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.dashboard.Choice;
import dev.millrace.cli.dashboard.Dashboard;
import dev.millrace.cli.dashboard.Picture;
import dev.millrace.cli.dashboard.Prometheus;
import dev.millrace.cli.dashboard.Series;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.PostgresServer;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import dev.millrace.stack.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real Prometheus scrapes connectors of every kind of target while the bank's changes go through them, one of them is scaled,
 * a record cannot be read, and PostgreSQL is frozen: then every query of the dashboard has an answer, whatever is chosen, and
 * the outage is what it shows.
 */
@Tag("deployment")
final class DashboardRunTest {
    /** The file that takes the run's picture; none is drawn where it is empty. */
    private static final String PICTURE = System.getProperty("millrace.dashboard.picture", "");

    private static final int CHANGES_PER_SECOND = 50;
    private static final long QUIET = 7L * CHANGES_PER_SECOND;
    private static final long OUTAGE = 20L * CHANGES_PER_SECOND;
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final String POSTGRES = "max (cdc_freshness_seconds{target=\"postgres\"})";
    private static final String ALL_OF_LATE = "max (max_over_time(cdc_freshness_seconds[5s]))";

    @Test
    void every_query_has_an_answer_and_the_outage_shows() throws Exception {
        Optional<Path> program = Prometheus.program();
        assumeTrue(program.isPresent(), Prometheus.HOW_TO_INSTALL);
        Set<TargetKind> kinds = Arrays.stream(TargetKind.values())
                .filter(kind -> kind.server().missing().isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TargetKind.class)));
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Prometheus prometheus = Prometheus.start(program.get(), directory.path());
                Ground ground = ground(directory.path(), kinds);
                Fleets fleets = new Fleets(directory.path(), ground, kinds)) {
            fleets.scaleUp(1);
            prometheus.scrape(fleets.scraped());
            ground.load().begin();
            // Those that have just started are slow, DynamoDB Local the most: a picture is of the time after that.
            ground.load().awaitMore(QUIET);
            if (!PICTURE.isEmpty()) {
                await("all are fresh").atMost(WARM_UP).until(() -> freshness(prometheus, ALL_OF_LATE) < 1);
            }
            Instant from = Instant.now();
            ground.load().awaitMore(QUIET);
            fleets.of(TargetKind.POSTGRES).scaleUp(2);
            prometheus.scrape(fleets.scraped());
            ground.poison();
            ground.load().awaitMore(QUIET);
            PostgresServer postgres = ground.stack().postgres();
            Instant gone = Instant.now();
            postgres.suspend();
            ground.load().awaitMore(OUTAGE);
            postgres.resume();
            Instant back = Instant.now();
            await("fresh again").atMost(RECOVERY).until(() -> freshness(prometheus, POSTGRES) < 1);
            ground.load().awaitMore(QUIET);
            Shown shown = new Shown(Dashboard.read(), prometheus, from, Instant.now());
            ground.load().rest();
            Choice all = shown.everything();
            shown.assertComplete(all);
            for (TargetKind kind : kinds) {
                shown.assertComplete(all.ofTarget(kind.key()));
                shown.assertComplete(all.ofRelease(Fleets.name(kind)));
            }
            shown.assertComplete(all.ofNamespace("bank"));
            for (String table : ground.tableNames()) {
                shown.assertComplete(all.ofTable(table));
            }
            shown.assertChoices(kinds, ground.tableNames());
            shown.assertOutage(all.ofTarget("postgres"), gone, back);
            if (!PICTURE.isEmpty()) {
                Files.writeString(Path.of(PICTURE), shown.picture(gone, back));
            }
        }
    }

    private static Ground ground(Path directory, Set<TargetKind> kinds) throws InterruptedException {
        Set<ServerKind> servers = EnumSet.of(ServerKind.KAFKA);
        kinds.forEach(kind -> servers.add(kind.server()));
        LocalStack stack = LocalStack.start(directory, servers, Storage.FLEETING, StackListener.NONE);
        return new Ground(directory, TargetKind.POSTGRES, stack, Optional.empty(), Source.bank(6), CHANGES_PER_SECOND);
    }

    private static double freshness(Prometheus prometheus, String query) {
        return prometheus.now(query, Instant.now()).stream()
                .mapToDouble(Series::last)
                .max()
                .orElse(Double.MAX_VALUE);
    }

    /** A connector for each kind of target, of one process or more. */
    private static final class Fleets implements AutoCloseable {
        private final Map<TargetKind, Fleet> fleets = new EnumMap<>(TargetKind.class);

        Fleets(Path directory, Ground ground, Set<TargetKind> kinds) {
            for (TargetKind kind : kinds) {
                // Frozen, it is noticed within seconds.
                String[] more = kind == TargetKind.POSTGRES ? new String[] {"statement-timeout: 2s"} : new String[0];
                GroupConfig config =
                        ground.beside(name(kind), kind, Protocol.CLASSIC_COOPERATIVE, Patience.SHORT, more);
                fleets.put(kind, new Fleet(directory, config));
            }
        }

        static String name(TargetKind kind) {
            return "bank-" + kind.key();
        }

        Fleet of(TargetKind kind) {
            Fleet fleet = fleets.get(kind);
            if (fleet == null) {
                throw new IllegalArgumentException("no fleet for " + kind);
            }
            return fleet;
        }

        void scaleUp(int count) {
            fleets.values().forEach(fleet -> fleet.start(0));
            fleets.values().forEach(fleet -> fleet.scaleUp(count));
        }

        /** Two as a monitor of Kubernetes labels them, two as a plain list of addresses does. */
        List<Prometheus.Scraped> scraped() {
            List<Prometheus.Scraped> all = new ArrayList<>();
            fleets.forEach((kind, fleet) -> {
                List<String> addresses = fleet.members().values().stream()
                        .map(member -> "127.0.0.1:" + member.port())
                        .sorted()
                        .toList();
                boolean inNamespace = kind == TargetKind.POSTGRES || kind == TargetKind.DYNAMODB;
                all.add(new Prometheus.Scraped(addresses, inNamespace ? Map.of("namespace", "bank") : Map.of()));
            });
            return all;
        }

        @Override
        public void close() {
            fleets.values().forEach(Fleet::close);
        }
    }

    /** What the dashboard shows of a time. */
    private record Shown(Dashboard dashboard, Prometheus prometheus, Instant from, Instant to) {
        Choice everything() {
            return Choice.everything(Duration.between(from, to));
        }

        String picture(Instant gone, Instant back) {
            Picture.Mark outage = new Picture.Mark(gone, back, "PostgreSQL is frozen");
            return Picture.draw(dashboard, prometheus, from, to, outage);
        }

        void assertComplete(Choice choice) {
            List<String> empty = new ArrayList<>();
            for (Dashboard.Panel panel : dashboard.panels()) {
                for (Dashboard.Query query : panel.queries()) {
                    // At the one moment of an instant query a quiet table may have none.
                    if (prometheus.range(choice.in(query.expression()), from, to).stream()
                            .allMatch(Series::isEmpty)) {
                        empty.add(panel.title() + ": " + query.expression());
                    }
                }
            }
            assertEquals(List.of(), empty, choice::toString);
        }

        void assertChoices(Set<TargetKind> kinds, List<String> tables) {
            Map<String, Set<String>> wanted = Map.of(
                    "namespace", Set.of("bank"),
                    "release", kinds.stream().map(Fleets::name).collect(Collectors.toSet()),
                    "target", kinds.stream().map(TargetKind::key).collect(Collectors.toSet()),
                    "table", Set.copyOf(tables));
            Map<String, Set<String>> found = dashboard.variables().stream()
                    .collect(Collectors.toMap(
                            Dashboard.Variable::name,
                            variable -> new TreeSet<>(prometheus.values(variable, everything(), from, to))));
            assertEquals(wanted, found);
        }

        void assertOutage(Choice choice, Instant gone, Instant back) {
            double lasted = Duration.between(gone, back).toSeconds();
            Series freshness = one("timeseries", "Freshness", choice, Map.of("connector", "bank-postgres"));
            assertTrue(freshness.largest(from, gone) < lasted / 2, () -> "before: " + freshness);
            double oldest = freshness.largest(gone, to);
            // What was under way when it was frozen is that old in the end, but for a scrape and the answer to the last
            // try.
            assertTrue(oldest > lasted - 3 && oldest < lasted + 15, () -> "of " + lasted + " s: " + freshness);
            assertTrue(freshness.last() < 1, () -> "after: " + freshness);
            Series pauses = one("timeseries", "Pauses by reason", choice, Map.of("reason", "breaker"));
            assertEquals(0, pauses.largest(from, gone), pauses::toString);
            assertTrue(pauses.largest(gone, back) > 0, pauses::toString);
            assertEquals(0, pauses.last(), pauses::toString);
            List<Series> breakers =
                    ask(dashboard.panel("state-timeline", "Breaker").queries().get(0), choice);
            assertEquals(2, breakers.size(), breakers::toString);
            for (Series breaker : breakers) {
                assertEquals(0, breaker.largest(from, gone), breaker::toString);
                assertTrue(breaker.largest(gone, back) > 0, breaker::toString);
                assertEquals(0, breaker.last(), breaker::toString);
            }
        }

        private Series one(String type, String title, Choice choice, Map<String, String> labels) {
            Dashboard.Panel panel = dashboard.panel(type, title);
            return ask(panel.queries().get(0), choice).stream()
                    .filter(series -> series.labels().equals(labels))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(title + " without " + labels));
        }

        private List<Series> ask(Dashboard.Query query, Choice choice) {
            return prometheus.ask(query, choice, from, to);
        }
    }
}
