package dev.millrace.dynamodb;

import dev.millrace.core.target.DefinedTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@link DynamoDbTarget} needs to know. Immutable. Nothing is checked here: opening the target reports every
 * problem at once.
 *
 * @param region of AWS, such as {@code eu-central-1}; empty: what the SDK finds in its environment
 * @param endpoint of the service; empty: the Region's own
 * @param inFlight calls that are open at once, for all lanes together, 1 and more
 * @param requestTimeout until a call is given up, 100 ms and more; the answer is then {@code TRANSIENT}
 * @param progressTable name of the table that keeps the progress
 * @param tombstones how long deleted rows are remembered, counted from their delete's write; empty: for ever
 */
public record DynamoDbSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        AutoCreate autoCreate,
        Nulls nulls,
        int inFlight,
        Duration requestTimeout,
        String progressTable,
        Optional<Duration> tombstones,
        List<TableSettings> tables) {

    public DynamoDbSettings {
        tables = List.copyOf(tables);
    }

    /** What happens where a table is missing, or its items would not expire. */
    public enum AutoCreate {
        /** It is created, and its items' expiry switched on. */
        CREATE,
        /** The start is refused. */
        REFUSE
    }

    /** What stands for NULL. */
    public enum Nulls {
        /** Nothing: the item has no such attribute. */
        ABSENT,
        /** The attribute, of type NULL. */
        NULL_TYPE
    }

    /**
     * One table.
     *
     * @param pk template of the partition key; empty: the first column of the key is it
     * @param sk template of the sort key; empty: the second column of the key is it, where there is one and no {@code pk}
     * @param pkName attribute that {@code pk} fills
     * @param skName attribute that {@code sk} fills
     */
    public record TableSettings(
            DefinedTable table, Optional<String> pk, Optional<String> sk, String pkName, String skName) {}
}
