package dev.millrace.dynamodb;

import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.TargetException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Progress in a table of its own, an item for each partition. For one thread. */
final class DynamoDbProgress implements KeyedProgress.Cells {
    private static final String UNKNOWN = "attribute_not_exists(#offset) OR #offset < :position";
    private static final String EXPECTED = "#offset >= :expected AND #offset < :position";

    private final DynamoDbAsyncClient client;
    private final BatchReader reader;
    private final String table;
    private final FaultWatch faults;
    private final Clock clock;

    DynamoDbProgress(DynamoDbAsyncClient client, BatchReader reader, String table, FaultWatch faults, Clock clock) {
        this.client = client;
        this.reader = reader;
        this.table = table;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public List<OptionalLong> read(List<ProgressKey> keys) {
        List<Map<String, AttributeValue>> items =
                keys.stream().map(ProgressTable::key).toList();
        Map<List<AttributeValue>, AttributeValue> found =
                reader.read(table, ProgressTable.KEY, items, ProgressTable.NEXT_OFFSET);
        return items.stream()
                .map(item -> {
                    AttributeValue offset = found.get(ProgressTable.KEY.identity(item));
                    return offset == null ? OptionalLong.empty() : OptionalLong.of(ProgressTable.offset(offset));
                })
                .toList();
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        List<CompletableFuture<OptionalLong>> raises =
                marks.stream().map(this::raise).toList();
        // All are waited for before one of them may fail.
        CompletableFuture.allOf(raises.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return answered(() -> raises.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
        Map<String, List<Map<String, AttributeValue>>> topics = new HashMap<>();
        Set<ProgressKey> found = new HashSet<>();
        for (ProgressKey key : keys) {
            List<Map<String, AttributeValue>> items =
                    topics.computeIfAbsent(ProgressTable.topic(key), topic -> answered(() -> query(topic)));
            if (items.stream().anyMatch(item -> isFormer(item, key))) {
                found.add(key);
            }
        }
        return found;
    }

    private CompletableFuture<OptionalLong> raise(ProgressMark mark) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":position", number(mark.position()),
                ":id", AttributeValue.fromS(mark.key().topicId()),
                ":partition", number(mark.key().partition()),
                ":now", AttributeValue.fromS(clock.instant().toString())));
        mark.expected().ifPresent(expected -> values.put(":expected", number(expected)));
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(ProgressTable.key(mark.key()))
                .updateExpression("SET #offset = :position, #id = :id, #partition = :partition, #at = :now")
                .conditionExpression(mark.expected().isPresent() ? EXPECTED : UNKNOWN)
                .expressionAttributeNames(Map.of(
                        "#offset", ProgressTable.NEXT_OFFSET,
                        "#id", ProgressTable.TOPIC_ID,
                        "#partition", ProgressTable.PARTITION,
                        "#at", ProgressTable.RAISED_AT))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return client.updateItem(request).handle(DynamoDbProgress::heldAfter);
    }

    private static OptionalLong heldAfter(@Nullable UpdateItemResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return ProgressTable.offset(response.attributes());
        }
        if (failure != null && Fault.unwrapped(failure) instanceof ConditionalCheckFailedException refused) {
            return refused.hasItem() ? ProgressTable.offset(refused.item()) : OptionalLong.empty();
        }
        throw new CompletionException(failure);
    }

    private List<Map<String, AttributeValue>> query(String topic) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page = client.query(QueryRequest.builder()
                            .tableName(table)
                            .consistentRead(true)
                            .keyConditionExpression("#pk = :pk")
                            .expressionAttributeNames(Map.of("#pk", ProgressTable.PARTITION_KEY))
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(topic)))
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .build())
                    .join();
            items.addAll(page.items());
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
        return items;
    }

    private static boolean isFormer(Map<String, AttributeValue> item, ProgressKey key) {
        AttributeValue id = item.get(ProgressTable.TOPIC_ID);
        AttributeValue partition = item.get(ProgressTable.PARTITION);
        if (id != null && id.s() == null) {
            throw ProgressTable.unreadable();
        }
        return id != null
                && partition != null
                && !id.s().equals(key.topicId())
                && partition.equals(number(key.partition()));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private <A> A answered(Supplier<A> call) {
        try {
            A answer = call.get();
            faults.answered(table);
            return answer;
        } catch (CompletionException failure) {
            if (Fault.unwrapped(failure) instanceof TargetException unreadable) {
                throw unreadable;
            }
            throw faults.told(failure, table).exception();
        }
    }
}
