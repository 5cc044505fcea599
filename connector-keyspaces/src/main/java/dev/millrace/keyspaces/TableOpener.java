package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.RelationMetadata;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.FailureKind;
import dev.millrace.keyspaces.KeyspacesSettings.AutoCreate;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and checks the keyspace and its tables; collects the problems of all of them. For one thread. */
final class TableOpener {
    private static final Logger LOG = LoggerFactory.getLogger(TableOpener.class);

    private final CqlSession session;
    private final KeyspacesSettings settings;
    private final Access access;
    private final Catalog catalog;
    private final Creator creator;
    private final Patience patience;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> uncreated = new ArrayList<>();

    TableOpener(
            CqlSession session,
            KeyspacesSettings settings,
            Access access,
            Catalog catalog,
            Creator creator,
            Patience patience) {
        this.session = session;
        this.settings = settings;
        this.access = access;
        this.catalog = catalog;
        this.creator = creator;
        this.patience = patience;
    }

    /** Those of the settings' tables that have no problems. */
    List<OpenedTable> open() {
        catalog.refresh();
        if (!catalog.hasKeyspace() && !openKeyspace()) {
            return List.of();
        }
        List<OpenedTable> opened = new ArrayList<>();
        for (TableSettings table : settings.tables()) {
            open(table).ifPresent(opened::add);
        }
        openProgress();
        return opened;
    }

    List<Problem> problems() {
        return problems;
    }

    /** What a start that writes would create, in words; of one that writes, nothing. */
    List<String> uncreated() {
        return uncreated;
    }

    /** Whether there is more to look at. */
    private boolean openKeyspace() {
        if (settings.autoCreate() == AutoCreate.REFUSE) {
            problems.add(new Problem(
                    ProblemCode.TABLE_MISSING,
                    "target.keyspace",
                    "expected the keyspace " + settings.keyspace() + ", found none of this name (upper and lower case"
                            + " differ)",
                    "switch on auto-create, or run: "
                            + CqlCreator.keyspaceCql(
                                    settings.keyspace(), settings.localDatacenter(), settings.replicas())
                            + ";"));
            return false;
        }
        if (access == Access.READ) {
            uncreated.add("keyspace " + settings.keyspace());
            return true;
        }
        creator.createKeyspace(settings.keyspace());
        LOG.info("created the keyspace {}", settings.keyspace());
        return true;
    }

    private Optional<OpenedTable> open(TableSettings table) {
        DefinedTable defined = table.defined();
        List<String> partitionKey = table.partitionKey().isEmpty() ? defined.key() : table.partitionKey();
        MappedTable mapped = new MappedTable(settings.keyspace(), defined, partitionKey);
        Optional<RelationMetadata> found = found(mapped.definition());
        if (found.isEmpty()) {
            return access == Access.READ && settings.autoCreate() == AutoCreate.CREATE
                    ? Optional.of(new OpenedTable(mapped, Optional.empty()))
                    : Optional.empty();
        }
        TableChecks checks = new TableChecks(mapped.definition(), found.get());
        List<Problem> wrong = checks.check();
        if (wrong.isEmpty() && !table.partitionKey().isEmpty()) {
            checks.partitionKeyIs(table.partitionKey());
        }
        problems.addAll(wrong);
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        MappedTable asFound = mapped.withPartitionKey(TableChecks.partitionKey(found.get()));
        PreparedTable prepared = patience.ask(() -> new PreparedTable(session, asFound, Sessions.reads(settings)));
        return checkHeld(defined, prepared)
                ? Optional.of(new OpenedTable(prepared.table(), Optional.of(prepared)))
                : Optional.empty();
    }

    /** The table; where there is none, it is created or told. */
    private Optional<RelationMetadata> found(TableDefinition table) {
        Optional<RelationMetadata> found = catalog.relation(table.name());
        if (found.isPresent()) {
            return found;
        }
        if (settings.autoCreate() == AutoCreate.REFUSE) {
            problems.add(new Problem(
                    ProblemCode.TABLE_MISSING,
                    table.display(),
                    "expected the table " + table.display() + ", found none of this name (upper and lower case differ)",
                    "switch on auto-create, or run: " + table.cql() + ";"));
            return Optional.empty();
        }
        if (access == Access.READ) {
            uncreated.add(table.display());
            return Optional.empty();
        }
        creator.createTable(table);
        Optional<RelationMetadata> created = catalog.awaitTable(table.name());
        if (created.isEmpty()) {
            problems.add(new Problem(
                    ProblemCode.TABLE_MISSING,
                    table.display(),
                    "the table was created and does not come into sight",
                    "check that the user may read the system keyspaces, then start again"));
        } else {
            LOG.info("created the table {}", table.display());
        }
        return created;
    }

    /** That the table may be read, and that what it holds compares with what will be written. */
    private boolean checkHeld(DefinedTable defined, PreparedTable prepared) {
        Optional<Integer> held;
        try {
            held = prepared.any().toCompletableFuture().join();
        } catch (CompletionException error) {
            DriverFailure failure = DriverFailure.of(error);
            if (failure.kind() != FailureKind.FATAL) {
                throw error;
            }
            problems.add(new Problem(
                    ProblemCode.TARGET_REFUSED,
                    settings.keyspace() + "." + defined.table().name(),
                    "the table cannot be read (" + failure.code() + ")",
                    "GRANT SELECT, MODIFY ON " + prepared.table().cqlName() + ", or mend the role's policy"));
            return false;
        }
        int bytes = held.orElse(defined.versionBytes());
        if (bytes == defined.versionBytes()) {
            return true;
        }
        problems.add(new Problem(
                ProblemCode.VERSION_WIDTH_DIFFERS,
                settings.keyspace() + "." + defined.table().name() + "." + VersionColumns.VERSION,
                "expected versions of " + defined.versionBytes() + " bytes, found one of " + bytes
                        + ": the two do not compare",
                "load into an empty table"));
        return false;
    }

    private void openProgress() {
        TableDefinition table = ProgressTable.of(settings);
        if (access == Access.READ) {
            // A dry run keeps no progress.
            if (catalog.relation(table.name()).isEmpty() && settings.autoCreate() == AutoCreate.CREATE) {
                uncreated.add(table.display());
            }
            return;
        }
        found(table).ifPresent(found -> problems.addAll(progressProblems(table, found)));
    }

    private static List<Problem> progressProblems(TableDefinition table, RelationMetadata found) {
        TableChecks checks = new TableChecks(table, found);
        List<Problem> wrong = checks.check();
        if (wrong.isEmpty()) {
            checks.partitionKeyIs(table.partitionKey());
        }
        return wrong;
    }
}
