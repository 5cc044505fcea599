package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowCalls;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Writes rows, each by one call. Safe for all threads. */
final class RowWriter implements RowCalls.RowCall {
    private final DynamoDbAsyncClient client;
    private final Map<TargetTable, PutRequests> requests;
    private final FaultWatch faults;
    private final WriteUnits units = new WriteUnits();

    RowWriter(DynamoDbAsyncClient client, Map<TargetTable, PutRequests> requests, FaultWatch faults) {
        this.client = client;
        this.requests = new HashMap<>(requests);
        this.faults = faults;
    }

    @Override
    public CompletionStage<Outcome> write(RowWrite write) {
        PutRequests table = requests.get(write.table());
        if (table == null) {
            throw new IllegalArgumentException(write.table().name() + " is none of the target's tables");
        }
        PutItemRequest request;
        try {
            request = table.of(write);
        } catch (ItemRefused refused) {
            return CompletableFuture.completedFuture(
                    new Outcome.Failed(FailureKind.POISON, refused.fault().name(), Outcome.Scope.ROW));
        }
        return client.putItem(request).handle((response, failure) -> outcome(request, response, failure));
    }

    /** What a call means that could not even be made. */
    Outcome.Failed failed(Throwable error) {
        return faults.told(Fault.of(error)).outcome();
    }

    /** What the writes have consumed so far. */
    double writeUnits() {
        return units.total();
    }

    private Outcome outcome(PutItemRequest request, @Nullable PutItemResponse response, @Nullable Throwable failure) {
        if (failure == null) {
            faults.answered(request.tableName());
            units.written(response == null ? null : response.consumedCapacity(), request.item());
            return Outcome.APPLIED;
        }
        if (Fault.unwrapped(failure) instanceof ConditionalCheckFailedException) {
            faults.answered(request.tableName());
            units.refused(request.item());
            return Outcome.STALE;
        }
        return faults.told(failure, request.tableName()).outcome();
    }
}
