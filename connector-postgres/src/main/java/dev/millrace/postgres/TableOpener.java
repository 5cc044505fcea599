package dev.millrace.postgres;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Access;
import dev.millrace.postgres.OpenedTable.Held;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates and checks tables, in its caller's transaction; collects the problems of all of them. For one thread. */
final class TableOpener {
    private final SqlSession session;
    private final PostgresSettings settings;
    private final Access access;
    private final TableCatalog catalog;
    private final MissingTables missing;
    private final VersionWidths widths;
    private final TypeNames types;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> uncreated = new ArrayList<>();

    TableOpener(SqlSession session, PostgresSettings settings, Access access) throws SQLException {
        this.session = session;
        this.settings = settings;
        this.access = access;
        this.catalog = new TableCatalog(session);
        this.missing = new MissingTables(session, catalog);
        this.widths = new VersionWidths(session);
        this.types = UserTypes.read(session);
    }

    /** Those of the settings' tables that have no problems. */
    List<OpenedTable> open() throws SQLException {
        if (creates()) {
            missing.lock();
        }
        List<OpenedTable> opened = new ArrayList<>();
        for (TableSettings table : settings.tables()) {
            QualifiedName name = QualifiedName.parse(table.target()).orElseThrow();
            TableProblems found = new TableProblems(name.display());
            open(name, table, found).ifPresent(opened::add);
            problems.addAll(found.list());
        }
        openProgress();
        return opened;
    }

    private void openProgress() throws SQLException {
        TableProblems found = new TableProblems(ProgressTable.NAME.display());
        Optional<FoundTable> table = ProgressTable.read(catalog);
        if (access == Access.READ) {
            // A dry run keeps no progress.
            if (table.isEmpty() && settings.autoCreate() == AutoCreate.CREATE) {
                uncreated.add(ProgressTable.NAME.display());
            }
            return;
        }
        if (table.isEmpty() && creates()) {
            missing.create(ProgressTable.NAME, ProgressTable.DDL, found);
            table = ProgressTable.read(catalog);
        } else if (table.isEmpty()) {
            ProgressTable.refuseMissing(found);
        }
        if (table.isPresent()) {
            ProgressTable.check(table.get(), found);
        }
        problems.addAll(found.list());
    }

    List<Problem> problems() {
        return problems;
    }

    /** What a start that writes would create, in words; of one that writes, nothing. */
    List<String> uncreated() {
        return uncreated;
    }

    private Optional<OpenedTable> open(QualifiedName name, TableSettings table, TableProblems found)
            throws SQLException {
        Optional<FoundTable> target = catalog.read(name, privileges());
        if (target.isEmpty()) {
            Optional<MappedTable> definition = definition(name, table, found);
            if (definition.isEmpty()) {
                return Optional.empty();
            }
            if (access == Access.READ) {
                uncreated.add(name.display());
                Held held = settings.layout() == Layout.SIDECAR
                        ? sidecar(definition.get(), table.versionBytes(), found)
                        : Held.NOWHERE;
                return Optional.of(
                        new OpenedTable(table.source(), definition.get(), Set.of(), held, table.versionBytes()));
            }
            missing.create(name, TableDdl.targetTable(definition.get(), settings.layout()), found);
            target = catalog.read(name, privileges());
        }
        return target.isEmpty() ? Optional.empty() : open(name, table, target.get(), found);
    }

    private Optional<MappedTable> definition(QualifiedName name, TableSettings table, TableProblems found)
            throws SQLException {
        Optional<MappedTable> defined = table.columns().isEmpty()
                ? Optional.empty()
                : new TableMapper(name, table, found, types).fromDefinition();
        if (settings.autoCreate() == AutoCreate.CREATE && !table.columns().isEmpty()) {
            return defined;
        }
        found.add(
                ProblemCode.TABLE_MISSING,
                "expected the table " + name.display() + ", found none of this name (upper and lower case differ)",
                "create it, or switch on auto-create"
                        + (defined.isPresent() ? ", or run: " + script(defined.get()) : " and configure its columns"));
        return Optional.empty();
    }

    /** All that a start needs of a table that is missing, so that it is not refused a second time. */
    private String script(MappedTable table) throws SQLException {
        List<String> statements = new ArrayList<>();
        if (!catalog.schemaExists(table.name().schema())) {
            statements.add(TableDdl.schema(table.name().schema()));
        }
        statements.add(TableDdl.targetTable(table, settings.layout()));
        if (settings.layout() == Layout.SIDECAR) {
            QualifiedName versions = MappedTable.versionTableOf(table.name());
            statements.addAll(List.of(TableDdl.schema(versions.schema()), TableDdl.versionTable(table)));
        }
        return TableDdl.script(statements);
    }

    private Optional<OpenedTable> open(QualifiedName name, TableSettings table, FoundTable target, TableProblems found)
            throws SQLException {
        Optional<MappedTable> mapped = new TableMapper(name, table, found, types).fromCatalog(target);
        TableChecks checks = new TableChecks(name, found);
        checks.relation(target);
        if (settings.schemaEvolution() == SchemaEvolution.ADD && access == Access.WRITE) {
            checks.owner(target);
        }
        checks.key(target, table.key());
        if (settings.layout() == Layout.SIDECAR) {
            // A tombstone is an update: the inline layout deletes nothing.
            checks.deletes(target);
        }
        if (mapped.isEmpty()) {
            return Optional.empty();
        }
        Held held = settings.layout() == Layout.SIDECAR
                ? sidecar(mapped.get(), table.versionBytes(), found)
                : inline(mapped.get(), target, table.versionBytes(), found);
        return found.none()
                ? Optional.of(new OpenedTable(
                        table.source(), mapped.get(), mapped.get().others(target), held, table.versionBytes()))
                : Optional.empty();
    }

    private Held sidecar(MappedTable table, int versionBytes, TableProblems found) throws SQLException {
        VersionTableChecks checks = new VersionTableChecks(table, found);
        if (!checks.possible()) {
            return Held.NOWHERE;
        }
        QualifiedName name = MappedTable.versionTableOf(table.name());
        Optional<FoundTable> versions = catalog.read(name, privileges());
        if (versions.isEmpty() && creates()) {
            missing.create(name, TableDdl.versionTable(table), found);
            versions = catalog.read(name, privileges());
        } else if (versions.isEmpty() && access == Access.WRITE) {
            found.add(
                    ProblemCode.TABLE_MISSING,
                    "expected its version table " + name.sql() + ", found none",
                    "switch on auto-create, or run: "
                            + TableDdl.script(List.of(TableDdl.schema(name.schema()), TableDdl.versionTable(table))));
        } else if (versions.isEmpty() && settings.autoCreate() == AutoCreate.CREATE) {
            uncreated.add(name.display());
        }
        versions.ifPresent(checks::check);
        if (versions.isPresent() && found.none()) {
            widths.check(name, VersionColumns.VERSION, versionBytes, found);
        }
        return versions.isPresent() ? Held.IN_DATABASE : Held.NOWHERE;
    }

    private Held inline(MappedTable table, FoundTable target, int versionBytes, TableProblems found)
            throws SQLException {
        FoundTable current = target;
        boolean lacking = VersionColumns.INLINE.stream()
                .anyMatch(name -> target.column(name).isEmpty());
        if (lacking && settings.autoCreate() == AutoCreate.CREATE) {
            if (access == Access.READ) {
                uncreated.add(table.name().display() + " (columns)");
                return Held.NOWHERE;
            }
            missing.create(table.name(), TableDdl.inlineColumns(table.name()), found);
            current = catalog.read(table.name(), privileges()).orElse(target);
        }
        InlineChecks checks = new InlineChecks(table, found);
        checks.check(current);
        checks.domains(NullRowConstraints.refusingDomains(session, table.name()));
        if (!found.none()) {
            return Held.IN_DATABASE;
        }
        checks.constraints(NullRowConstraints.refusing(session, table.name(), current.columns()));
        if (found.none()) {
            widths.check(table.name(), VersionColumns.INLINE_VERSION, versionBytes, found);
        }
        return Held.IN_DATABASE;
    }

    private boolean creates() {
        return access == Access.WRITE && settings.autoCreate() == AutoCreate.CREATE;
    }

    /** That the connector's role needs on each table. */
    private List<String> privileges() {
        return access == Access.WRITE ? List.of("SELECT", "INSERT", "UPDATE", "DELETE") : List.of("SELECT");
    }
}
