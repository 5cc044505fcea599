package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
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

/**
 * Progress in a table of its own, an item for each partition. DynamoDB has no sessions. In their place stands {@link Continuity}: once any
 * call of the target found its server or its table gone, whatever answers next may be a restored one, and the session has ended. For one
 * thread.
 */
final class DynamoDbProgress implements ProgressStore {
    private static final String NO_SESSION = "NO_SESSION";
    private static final String UNKNOWN = "attribute_not_exists(#offset) OR #offset < :position";
    private static final String EXPECTED = "#offset >= :expected AND #offset < :position";

    private final DynamoDbAsyncClient client;
    private final BatchReader reader;
    private final String table;
    private final Continuity continuity;
    private final Clock clock;
    /** What {@link Continuity#breaks} was when the session began; null where there is none. */
    private @Nullable Long session;

    DynamoDbProgress(DynamoDbAsyncClient client, BatchReader reader, String table, Continuity continuity, Clock clock) {
        this.client = client;
        this.reader = reader;
        this.table = table;
        this.continuity = continuity;
        this.clock = clock;
    }

    @Override
    public List<OptionalLong> load(List<ProgressKey> keys) {
        if (session == null) {
            session = continuity.breaks();
        }
        return inSession(() -> held(keys));
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
        if (session == null) {
            session = continuity.breaks();
        }
        return inSession(() -> {
            Map<String, List<Map<String, AttributeValue>>> topics = new HashMap<>();
            Set<ProgressKey> found = new HashSet<>();
            for (ProgressKey key : keys) {
                String topic = ProgressTable.topic(key);
                List<Map<String, AttributeValue>> items = topics.get(topic);
                if (items == null) {
                    items = query(topic);
                    topics.put(topic, items);
                }
                if (items.stream().anyMatch(item -> isFormer(item, key))) {
                    found.add(key);
                }
            }
            return found;
        });
    }

    /** What is held already is read, not written: a failed condition costs as much as a write, a read a fraction. */
    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        return inSession(() -> {
            List<ProgressKey> asked = new ArrayList<>();
            Map<ProgressKey, CompletableFuture<OptionalLong>> raises = new HashMap<>();
            for (ProgressMark mark : marks) {
                if (mark.expected().isPresent() && mark.expected().getAsLong() >= mark.position()) {
                    asked.add(mark.key());
                } else {
                    raises.put(mark.key(), raise(mark));
                }
            }
            // All are waited for before one of them may fail.
            CompletableFuture.allOf(raises.values().toArray(CompletableFuture[]::new))
                    .exceptionally(failure -> null)
                    .join();
            Map<ProgressKey, OptionalLong> held = new HashMap<>();
            raises.forEach((key, raise) -> held.put(key, raise.join()));
            List<OptionalLong> read = held(asked);
            for (int i = 0; i < asked.size(); i++) {
                held.put(asked.get(i), read.get(i));
            }
            return marks.stream()
                    .map(mark -> held.getOrDefault(mark.key(), OptionalLong.empty()))
                    .toList();
        });
    }

    private List<OptionalLong> held(List<ProgressKey> keys) {
        List<Map<String, AttributeValue>> items =
                keys.stream().map(ProgressTable::key).toList();
        Map<List<AttributeValue>, AttributeValue> found =
                reader.read(table, ProgressTable.KEY, items, ProgressTable.NEXT_OFFSET);
        return items.stream()
                .map(item -> {
                    AttributeValue offset = found.get(ProgressTable.KEY.identity(item));
                    return offset == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(offset.n()));
                })
                .toList();
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
        return id != null
                && partition != null
                && !id.s().equals(key.topicId())
                && partition.equals(number(key.partition()));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private <A> A inSession(Supplier<A> question) {
        requireSession();
        try {
            A answer = question.get();
            requireSession();
            return answer;
        } catch (CompletionException failure) {
            Fault fault = Fault.of(failure);
            continuity.failed(fault);
            throw ended(fault.exception());
        } catch (TargetException failure) {
            throw ended(failure);
        }
    }

    private TargetException ended(TargetException failure) {
        if (failure.kind() != FailureKind.TRANSIENT) {
            session = null;
        }
        return failure;
    }

    private void requireSession() {
        if (session == null || session != continuity.breaks()) {
            session = null;
            throw new TargetException(FailureKind.UNAVAILABLE, NO_SESSION);
        }
    }
}
