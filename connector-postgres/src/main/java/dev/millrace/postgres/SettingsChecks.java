package dev.millrace.postgres;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.ColumnSettings;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be seen to be wrong without a server. */
final class SettingsChecks {
    private static final String TABLE_OF_ITS_OWN =
            "give each source a table of its own: versions of two sources have no common order";

    /** The Data API itself waits no longer for a statement. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(45);

    private final PostgresSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    private SettingsChecks(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Everything, for settings of any origin. */
    static List<Problem> check(PostgresSettings settings) {
        SettingsChecks checks = new SettingsChecks(settings);
        checks.connection();
        checks.each();
        checks.together();
        return checks.problems;
    }

    /** What a connector's configuration does not check itself: it has no table twice, and none without a key. */
    static List<Problem> checkRead(PostgresSettings settings) {
        SettingsChecks checks = new SettingsChecks(settings);
        checks.connection();
        checks.each();
        return checks.problems;
    }

    private void connection() {
        if (settings.dataApi().isPresent()) {
            atMost("target.statement-timeout", settings.statementTimeout(), LONGEST_CALL);
        } else if (ServerAddress.of(settings).isEmpty()) {
            // Not the URL itself: it may carry a password.
            invalid("target.url", "is no JDBC URL of PostgreSQL", "write jdbc:postgresql://host:5432/database");
        }
        if (settings.connections() < 1) {
            invalid(
                    "target.connections",
                    "expected 1 or more, found " + settings.connections(),
                    "give one per lane and one more");
        }
        evolution();
        atLeast("target.connect-timeout", settings.connectTimeout(), Duration.ofSeconds(1));
        atLeast("target.statement-timeout", settings.statementTimeout(), Duration.ofMillis(1));
    }

    /** Columns that are added would have to be configured too before the next start. */
    private void evolution() {
        if (settings.schemaEvolution() != SchemaEvolution.ADD) {
            return;
        }
        if (settings.autoCreate() == AutoCreate.CREATE) {
            invalid(
                    "target.schema-evolution",
                    "add takes the columns of each table from its catalog, and auto-create those that are configured",
                    "create the tables, set auto-create: false and configure no columns; or use ignore or fail");
        } else if (settings.tables().stream().anyMatch(table -> !table.columns().isEmpty())) {
            invalid(
                    "target.schema-evolution",
                    "add takes the columns of each table from its catalog, and some have configured columns",
                    "configure no columns, or use ignore or fail");
        }
    }

    private void each() {
        Map<QualifiedName, String> spellings = new HashMap<>();
        for (int i = 0; i < settings.tables().size(); i++) {
            TableSettings table = settings.tables().get(i);
            String path = path(i);
            Optional<QualifiedName> name = QualifiedName.parse(table.target());
            if (name.isEmpty()) {
                invalid(
                        path + ".target",
                        "expected schema.table, found " + table.target(),
                        "write the schema too, such as public.account");
            }
            name.ifPresent(known -> {
                String other = spellings.putIfAbsent(known, table.target());
                if (other != null && !other.equals(table.target())) {
                    invalid(
                            path + ".target",
                            "expected one source for each target, found " + other + " in another spelling",
                            TABLE_OF_ITS_OWN);
                }
            });
            once(path + ".key", table.key());
            once(
                    path + ".columns",
                    table.columns().stream().map(ColumnSettings::name).toList());
            if (name.isPresent() && !table.columns().isEmpty()) {
                TableProblems definition = new TableProblems(path + ".columns");
                new TableMapper(name.get(), table, definition, TypeNames.WITHOUT_SERVER).fromDefinition();
                problems.addAll(definition.list());
            }
        }
    }

    private void together() {
        if (settings.tables().isEmpty()) {
            invalid("tables", "expected at least one table, found none", "name the tables to replicate");
        }
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (int i = 0; i < settings.tables().size(); i++) {
            TableSettings table = settings.tables().get(i);
            String path = path(i);
            if (!sources.add(table.source())) {
                invalid(path + ".source", "expected each source once, found it twice", "remove one of them");
            }
            if (!targets.add(table.target())) {
                invalid(
                        path + ".target",
                        "expected one source for each target, found two for " + table.target(),
                        TABLE_OF_ITS_OWN);
            }
            if (table.key().isEmpty()) {
                invalid(path + ".key", "expected at least one column, found none", "name the columns of the key");
            }
        }
    }

    /** As the configuration's reader writes it. */
    private static String path(int table) {
        return "tables[" + table + "]";
    }

    private void once(String path, List<String> columns) {
        Set<String> seen = new HashSet<>();
        columns.stream()
                .filter(column -> !seen.add(column))
                .forEach(column -> invalid(path, "expected " + column + " once, found it twice", "remove one of them"));
    }

    private void atMost(String path, Duration found, Duration most) {
        if (found.compareTo(most) > 0) {
            invalid(path, "expected " + most + " or less with the Data API, found " + found, "give a shorter time");
        }
    }

    private void atLeast(String path, Duration found, Duration least) {
        if (found.compareTo(least) < 0) {
            invalid(path, "expected " + least + " or more, found " + found, "give a longer time");
        }
    }

    private void invalid(String path, String what, String fix) {
        problems.add(new Problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix));
    }
}
