package dev.millrace.keyspaces;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ClusteringKey;
import software.amazon.awssdk.services.keyspaces.model.ColumnDefinition;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.SchemaDefinition;
import software.amazon.awssdk.services.keyspaces.model.SortOrder;

/** Creates through the control plane of Amazon Keyspaces, which takes its time: waits until a table is active. */
final class ControlPlaneCreator implements Creator {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 180;
    private static final String ACTIVE = "ACTIVE";

    private final KeyspacesClient client;
    private final Consumer<Duration> pause;

    /** @param pause rests for so long */
    ControlPlaneCreator(KeyspacesClient client, Consumer<Duration> pause) {
        this.client = client;
        this.pause = pause;
    }

    @Override
    public void createKeyspace(String name) {
        try {
            client.createKeyspace(request -> request.keyspaceName(name));
        } catch (ConflictException somebodyElse) {
            // It is there, or will be.
        }
        awaitThat("the keyspace " + name, () -> isKeyspace(name));
    }

    private boolean isKeyspace(String name) {
        try {
            client.getKeyspace(request -> request.keyspaceName(name));
            return true;
        } catch (ResourceNotFoundException notYet) {
            return false;
        }
    }

    @Override
    public void createTable(TableDefinition table) {
        try {
            client.createTable(request -> request.keyspaceName(table.keyspace())
                    .tableName(table.name())
                    .schemaDefinition(schema(table)));
        } catch (ConflictException somebodyElse) {
            // It is there, or will be.
        }
        awaitThat(
                "the table " + table.display(),
                () -> status(table).filter(ACTIVE::equals).isPresent());
    }

    private Optional<String> status(TableDefinition table) {
        try {
            return Optional.of(client.getTable(
                            request -> request.keyspaceName(table.keyspace()).tableName(table.name()))
                    .statusAsString());
        } catch (ResourceNotFoundException notYet) {
            return Optional.empty();
        }
    }

    private static SchemaDefinition schema(TableDefinition table) {
        List<ColumnDefinition> columns = table.columns().stream()
                .map(column -> ColumnDefinition.builder()
                        .name(column.name())
                        .type(column.type())
                        .build())
                .toList();
        List<PartitionKey> partitionKey = table.partitionKey().stream()
                .map(name -> PartitionKey.builder().name(name).build())
                .toList();
        List<ClusteringKey> clustering = table.clustering().stream()
                .map(name -> ClusteringKey.builder()
                        .name(name)
                        .orderBy(SortOrder.ASC)
                        .build())
                .toList();
        SchemaDefinition.Builder schema =
                SchemaDefinition.builder().allColumns(columns).partitionKeys(partitionKey);
        if (!clustering.isEmpty()) {
            schema.clusteringKeys(clustering);
        }
        return schema.build();
    }

    private interface Look {
        boolean isThere();
    }

    private void awaitThat(String what, Look look) {
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (look.isThere()) {
                return;
            }
            pause.accept(BETWEEN);
        }
        throw new UnreachableException(new Problem(
                ProblemCode.TARGET_UNREACHABLE,
                "target.auto-create",
                what + " was not active after "
                        + BETWEEN.multipliedBy(MOST_LOOKS).toSeconds() + " s",
                "look at it in the console of Amazon Keyspaces, then start again"));
    }

    @Override
    public void close() {
        client.close();
    }
}
