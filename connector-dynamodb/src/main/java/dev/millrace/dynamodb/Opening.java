package dev.millrace.dynamodb;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.target.Access;
import dev.millrace.dynamodb.DynamoDbSettings.AutoCreate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Looks at all tables first, so that a refused start has created nothing, and then creates what is missing. For one thread. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final DynamoDbSettings settings;
    private final Access access;
    private final Catalog catalog;
    private final Place place;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();
    /** In the order of the settings: it is shown. */
    private final Set<String> uncreated = new LinkedHashSet<>();

    Opening(DynamoDbSettings settings, Access access, Catalog catalog, Place place) {
        this.settings = settings;
        this.access = access;
        this.catalog = catalog;
        this.place = place;
    }

    /** @throws ConfigurationException with what can be seen without the service */
    static List<ItemTable> tables(DynamoDbSettings settings) {
        refuse(SettingsChecks.check(settings));
        return settings.tables().stream()
                .map(table -> new TableMapper(table).map())
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Returns the names of the tables that are missing, and stay so because nothing is written.
     *
     * @throws ConfigurationException with every problem of the tables; then nothing was created
     * @throws dev.millrace.core.config.UnreachableException when the service does not answer
     */
    Set<String> check(List<ItemTable> tables) {
        tables.forEach(table -> collect(() -> look(table)));
        collect(this::lookAtProgress);
        refuse(problems);
        changes.forEach(Runnable::run);
        if (!uncreated.isEmpty()) {
            LOG.info("nothing was created; a start would create {}", String.join(", ", uncreated));
        }
        return uncreated;
    }

    private void look(ItemTable table) {
        TableChecks checks = new TableChecks(table.name(), place);
        Optional<FoundTable> found = found(table.name(), table.key(), checks);
        found.ifPresent(present -> {
            checks.indexes(table, settings.nulls(), present.description());
            checks.expiryOfRows(table, present);
            if (checks.problems().isEmpty()) {
                checks.versions(
                        catalog.sampleVersions(table.name()), table.defined().versionBytes());
            }
            warnOfReplicas(present);
        });
        if (settings.tombstones().isPresent()) {
            expire(table.name(), found.flatMap(FoundTable::expiresBy), found.isPresent(), checks);
        }
        problems.addAll(checks.problems());
    }

    private void lookAtProgress() {
        if (access == Access.READ) {
            // A dry run keeps no progress.
            if (settings.autoCreate() == AutoCreate.CREATE
                    && catalog.find(settings.progressTable()).isEmpty()) {
                uncreated.add(settings.progressTable());
            }
            return;
        }
        TableChecks checks = new TableChecks(settings.progressTable(), place);
        found(settings.progressTable(), ProgressTable.KEY, checks);
        problems.addAll(checks.problems());
    }

    private Optional<FoundTable> found(String name, ItemKey key, TableChecks checks) {
        Optional<FoundTable> found = catalog.find(name);
        boolean beingCreated = found.isPresent()
                && found.get().description().tableStatus() == TableStatus.CREATING
                && access == Access.WRITE;
        if (beingCreated) {
            catalog.awaitActive(name);
            found = catalog.find(name);
        }
        if (found.isEmpty() && settings.autoCreate() == AutoCreate.REFUSE) {
            checks.missing(key);
        } else if (found.isEmpty() && access == Access.READ) {
            uncreated.add(name);
        } else if (found.isEmpty()) {
            changes.add(() -> {
                catalog.create(name, key);
                LOG.info("created the table {}", name);
            });
        }
        found.ifPresent(present -> {
            checks.usable(present);
            checks.key(key, present.description());
        });
        return found;
    }

    private void expire(String name, Optional<String> expiresBy, boolean isThere, TableChecks checks) {
        boolean changeable = expiresBy.isEmpty() && settings.autoCreate() == AutoCreate.CREATE;
        if (changeable && access == Access.WRITE) {
            changes.add(() -> catalog.expire(name));
        } else if (isThere && !changeable) {
            checks.expiryOfTombstones(expiresBy);
        }
    }

    /** Conditions are decided in the Region that is written; between Regions the last writer wins, whatever its version. */
    private static void warnOfReplicas(FoundTable found) {
        boolean strong = found.description().multiRegionConsistency() == MultiRegionConsistency.STRONG;
        if (!found.description().replicas().isEmpty() && !strong) {
            LOG.warn(
                    "{} is a global table with replicas in {}: write to it in one Region only, since between Regions the last"
                            + " writer wins and not the newest version",
                    found.description().tableName(),
                    found.description().replicas().stream()
                            .map(ReplicaDescription::regionName)
                            .collect(Collectors.joining(", ")));
        }
    }

    private void collect(Runnable look) {
        try {
            look.run();
        } catch (ConfigurationException refused) {
            problems.addAll(refused.problems());
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            // What is wrong with the credentials is wrong for every table.
            throw new ConfigurationException(problems.stream().distinct().toList());
        }
    }
}
