package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbAsyncWaiter;

/**
 * Describes, creates and samples tables. Waits for each answer, and asks again where it is transient; what the service refuses is thrown as {@link OpenFailure} says it. For one
 * thread.
 */
final class Catalog {
    private static final Duration LONGEST_CREATION = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final int MOST_POLLS = 1_000;
    private static final int SAMPLE = 25;
    static final int MOST_ATTEMPTS = 5;
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final DynamoDbAsyncClient client;
    private final OpenFailure failure;

    Catalog(DynamoDbAsyncClient client, OpenFailure failure) {
        this.client = client;
        this.failure = failure;
    }

    /** Empty where there is no such table. */
    Optional<FoundTable> find(String table) {
        try {
            return Optional.of(new FoundTable(
                    answer(() -> client.describeTable(request -> request.tableName(table)))
                            .table(),
                    answer(() -> client.describeTimeToLive(request -> request.tableName(table)))
                            .timeToLiveDescription()));
        } catch (CompletionException refused) {
            if (Fault.unwrapped(refused) instanceof ResourceNotFoundException) {
                return Optional.empty();
            }
            throw failure.of(refused, table, "dynamodb:DescribeTable and dynamodb:DescribeTimeToLive");
        }
    }

    /** Creates it, unless another connector just does, and waits until it can be used. */
    void create(String table, ItemKey key) {
        try {
            answer(() -> client.createTable(request -> request.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(
                            key.attributes().stream().map(KeyAttribute::schema).toList())
                    .attributeDefinitions(key.attributes().stream()
                            .map(KeyAttribute::definition)
                            .toList())));
        } catch (CompletionException refused) {
            if (!(Fault.unwrapped(refused) instanceof ResourceInUseException)) {
                throw failure.of(refused, table, "dynamodb:CreateTable");
            }
        }
        awaitActive(table);
    }

    void awaitActive(String table) {
        try (DynamoDbAsyncWaiter waiter = DynamoDbAsyncWaiter.builder()
                .client(client)
                .overrideConfiguration(wait -> wait.maxAttempts(MOST_POLLS)
                        .waitTimeout(LONGEST_CREATION)
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(POLL_INTERVAL)))
                .build()) {
            answer(() -> unwrapped(waiter.waitUntilTableExists(request -> request.tableName(table))));
        } catch (CompletionException refused) {
            throw failure.of(refused, table, "dynamodb:DescribeTable");
        }
    }

    /** A waiter gives up with an error of its own, whatever the service answered. */
    private static <T> CompletableFuture<T> unwrapped(CompletableFuture<T> waited) {
        return waited.exceptionallyCompose(failure -> {
            Throwable ended = Fault.unwrapped(failure);
            return CompletableFuture.failedFuture(ended.getCause() instanceof SdkException answered ? answered : ended);
        });
    }

    static boolean isUsable(FoundTable table) {
        TableStatus status = table.description().tableStatus();
        return status == TableStatus.ACTIVE || status == TableStatus.UPDATING;
    }

    /** Has items expire by the connector's attribute; another connector may just have done the same. */
    void expire(String table) {
        try {
            answer(() -> client.updateTimeToLive(request -> request.tableName(table)
                    .timeToLiveSpecification(expiry -> expiry.enabled(true).attributeName(Attributes.EXPIRES))));
        } catch (CompletionException refused) {
            boolean done = Fault.unwrapped(refused) instanceof DynamoDbException
                    && find(table).flatMap(FoundTable::expiresBy).equals(Optional.of(Attributes.EXPIRES));
            if (!done) {
                throw failure.of(refused, table, "dynamodb:UpdateTimeToLive");
            }
        }
    }

    /** The versions of a few items: those that have one. */
    List<AttributeValue> sampleVersions(String table) {
        try {
            ScanResponse page = answer(() -> client.scan(request -> request.tableName(table)
                    .limit(SAMPLE)
                    .projectionExpression("#v")
                    .expressionAttributeNames(Map.of("#v", Attributes.VERSION))));
            return page.items().stream()
                    .map(item -> Optional.ofNullable(item.get(Attributes.VERSION)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (CompletionException refused) {
            throw failure.of(refused, table, "dynamodb:Scan");
        }
    }

    /**
     * Waits, and asks again where the service has no answer or too much to do: nobody is there yet who would.
     *
     * @throws CompletionException of the last attempt
     */
    private static <T> T answer(Supplier<CompletableFuture<T>> question) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return question.get().join();
            } catch (CompletionException failure) {
                if (Fault.of(failure).kind() != FailureKind.TRANSIENT) {
                    throw failure;
                }
                LockSupport.parkNanos(FIRST_PAUSE_NANOS << attempt);
            }
        }
        return question.get().join();
    }
}
