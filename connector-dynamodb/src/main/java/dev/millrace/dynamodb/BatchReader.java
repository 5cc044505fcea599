package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads one attribute of many items of a table, consistently. Blocks its caller. Safe for all threads. */
final class BatchReader {
    /** The code of a read of which the service answered nothing, again and again. */
    static final String UNPROCESSED = "UNPROCESSED_KEYS";

    private static final int MOST_KEYS = 100;

    private final DynamoDbAsyncClient client;
    private final FaultWatch faults;

    BatchReader(DynamoDbAsyncClient client, FaultWatch faults) {
        this.client = client;
        this.faults = faults;
    }

    /**
     * The attribute of each of these items that has it, by the {@linkplain ItemKey#identity identity} of its key.
     *
     * @throws TargetException where the table cannot be read
     */
    Map<List<AttributeValue>, AttributeValue> read(
            String table, ItemKey key, List<Map<String, AttributeValue>> keys, String attribute) {
        Map<List<AttributeValue>, Map<String, AttributeValue>> distinct = new LinkedHashMap<>();
        keys.forEach(wanted -> distinct.putIfAbsent(key.identity(wanted), wanted));
        List<Map<String, AttributeValue>> asked = new ArrayList<>(distinct.values());
        Map<List<AttributeValue>, AttributeValue> found = new HashMap<>();
        for (int i = 0; i < asked.size(); i += MOST_KEYS) {
            KeysAndAttributes open = question(key, asked.subList(i, Math.min(asked.size(), i + MOST_KEYS)), attribute);
            while (open.hasKeys() && !open.keys().isEmpty()) {
                open = readSome(table, key, open, attribute, found);
            }
        }
        return found;
    }

    /** Returns what is left: the service answers with at most 16 MB, and with less where it throttles. */
    private KeysAndAttributes readSome(
            String table,
            ItemKey key,
            KeysAndAttributes open,
            String attribute,
            Map<List<AttributeValue>, AttributeValue> found) {
        BatchGetItemResponse answer = ask(table, open);
        for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
            AttributeValue value = item.get(attribute);
            if (value != null) {
                found.put(key.identity(item), value);
            }
        }
        KeysAndAttributes left = answer.unprocessedKeys()
                .getOrDefault(table, KeysAndAttributes.builder().build());
        if (left.keys().size() >= open.keys().size()) {
            throw new TargetException(FailureKind.TRANSIENT, UNPROCESSED);
        }
        return left;
    }

    private BatchGetItemResponse ask(String table, KeysAndAttributes open) {
        try {
            BatchGetItemResponse answer = client.batchGetItem(request -> request.requestItems(Map.of(table, open)))
                    .join();
            faults.answered(table);
            return answer;
        } catch (CompletionException failure) {
            throw faults.told(failure, table).exception();
        }
    }

    private static KeysAndAttributes question(ItemKey key, List<Map<String, AttributeValue>> keys, String attribute) {
        Map<String, String> names = new HashMap<>();
        names.put("#a", attribute);
        for (int i = 0; i < key.attributes().size(); i++) {
            names.put("#k" + i, key.attributes().get(i).name());
        }
        return KeysAndAttributes.builder()
                .consistentRead(true)
                .keys(keys)
                .projectionExpression(names.keySet().stream().sorted().collect(Collectors.joining(", ")))
                .expressionAttributeNames(names)
                .build();
    }
}
