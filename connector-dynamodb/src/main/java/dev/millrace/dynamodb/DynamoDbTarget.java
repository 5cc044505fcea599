package dev.millrace.dynamodb;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowCalls;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetMeter;
import dev.millrace.core.target.TargetTable;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Amazon DynamoDB as a target. Each row is one conditional call, many of them at once; each is answered as it ends, on a thread of the
 * client. All methods are safe for all threads.
 */
public final class DynamoDbTarget implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbTarget.class);
    private static final String PING = "ping";

    private final DynamoDbAsyncClient client;
    private final EventLoopGroup threads;
    private final AwsCredentialsProvider credentials;
    private final Access access;
    private final String progressTable;
    private final FaultWatch faults;
    private final RowWriter writer;
    private final RowCalls calls;
    private final ProgressStore progress;
    private final Map<String, TargetTable> tables = new HashMap<>();
    private final Map<TargetTable, HeldVersions> held = new HashMap<>();

    private DynamoDbTarget(
            DynamoDbSettings settings,
            Access access,
            List<ItemTable> itemTables,
            Set<String> missing,
            DynamoDbAsyncClient client,
            EventLoopGroup threads,
            AwsCredentialsProvider credentials,
            Clock clock) {
        this.client = client;
        this.threads = threads;
        this.credentials = credentials;
        this.access = access;
        this.progressTable = settings.progressTable();
        Continuity continuity = new Continuity();
        this.faults = new FaultWatch(continuity, Clients.endpoint(client));
        BatchReader reader = new BatchReader(client, faults);
        Map<TargetTable, PutRequests> requests = new HashMap<>();
        for (ItemTable table : itemTables) {
            tables.put(table.defined().source(), table.table());
            requests.put(table.table(), new PutRequests(table, settings.nulls(), settings.tombstones(), clock));
            if (!missing.contains(table.name())) {
                held.put(table.table(), new HeldVersions(reader, table));
            }
        }
        this.writer = new RowWriter(client, requests, faults);
        this.calls = new RowCalls(writer, settings.inFlight(), writer::failed, Fault::isThrottling);
        this.progress =
                new KeyedProgress(new DynamoDbProgress(client, reader, progressTable, faults, clock), continuity);
    }

    /**
     * Connects, checks every table, and creates what is missing where the settings say so. Several may open at once.
     *
     * @throws dev.millrace.core.config.UnreachableException when the service does not answer
     * @throws dev.millrace.core.config.ConfigurationException when it refuses the credentials, or with all problems of the tables;
     *     then nothing was created
     */
    public static DynamoDbTarget open(DynamoDbSettings settings) {
        return open(settings, Access.WRITE, credentials(), Clock.systemUTC());
    }

    /**
     * The same for a dry run: creates nothing, and a write is answered {@code UNAVAILABLE} with {@code READ_ONLY}. With auto-create, a
     * missing table counts as empty.
     *
     * @throws dev.millrace.core.config.UnreachableException when the service does not answer
     * @throws dev.millrace.core.config.ConfigurationException as {@link #open} does
     */
    public static DynamoDbTarget openReadOnly(DynamoDbSettings settings) {
        return open(settings, Access.READ, credentials(), Clock.systemUTC());
    }

    static DynamoDbTarget open(
            DynamoDbSettings settings, Access access, AwsCredentialsProvider credentials, Clock clock) {
        List<ItemTable> tables = Opening.tables(settings);
        EventLoopGroup threads = Clients.threads();
        try {
            DynamoDbAsyncClient client = Clients.open(settings, credentials, threads);
            try {
                Place place = Place.of(client);
                Catalog catalog = new Catalog(client, new OpenFailure(settings, place));
                Set<String> missing = new Opening(settings, access, catalog, place).check(tables);
                LOG.info("tables opened: {}; calls in flight, at most: {}", tables.size(), settings.inFlight());
                return new DynamoDbTarget(settings, access, tables, missing, client, threads, credentials, clock);
            } catch (RuntimeException refused) {
                client.close();
                throw refused;
            }
        } catch (RuntimeException refused) {
            Clients.end(threads, credentials);
            throw refused;
        }
    }

    /** What the environment has; renewed beside the calls, not by one of them. */
    private static AwsCredentialsProvider credentials() {
        return DefaultCredentialsProvider.builder()
                .asyncCredentialUpdateEnabled(true)
                .build();
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return Optional.ofNullable(tables.get(sourceTable));
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        if (access == Access.READ) {
            for (int i = 0; i < batch.size(); i++) {
                answers.answer(i, Outcome.READ_ONLY);
            }
            return;
        }
        calls.write(batch, answers);
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        HeldVersions versions = held.get(table);
        return versions == null ? Collections.nCopies(keys.size(), Optional.empty()) : versions.read(keys);
    }

    /** Keeps one connection warm; the others are opened again as they are needed. */
    @Override
    public void ping() {
        AttributeValue nobody = AttributeValue.fromS(PING);
        try {
            client.getItem(request -> request.tableName(progressTable)
                            .key(Map.of(ProgressTable.PARTITION_KEY, nobody, ProgressTable.SORT_KEY, nobody)))
                    .join();
            faults.answered(progressTable);
        } catch (CompletionException failure) {
            throw faults.told(failure, progressTable).exception();
        }
    }

    @Override
    public boolean isConnectionLoss(String code) {
        return Fault.isConnectionLoss(code);
    }

    @Override
    public List<TargetMeter> meters() {
        List<TargetMeter> meters = new ArrayList<>(calls.meters());
        meters.add(TargetMeter.counter(
                "write_units", "Write capacity units that the rows' writes have consumed", writer::writeUnits));
        return meters;
    }

    @Override
    public ProgressStore progress() {
        return progress;
    }

    @Override
    public void close() {
        client.close();
        Clients.end(threads, credentials);
    }
}
