package dev.millrace.dynamodb;

import dev.millrace.core.testkit.SharedServer;
import dev.millrace.stack.DynamoDbServer;
import dev.millrace.stack.Storage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** One DynamoDB Local for all tests of this JVM, and a client of its own to look at what is in it. */
final class LocalDynamoDb {
    private static final int MOST_WRITES = 25;
    private static final DynamoDbServer SERVER =
            SharedServer.start(directory -> DynamoDbServer.start(directory, Storage.FLEETING));
    private static final DynamoDbAsyncClient CLIENT =
            Clients.open(TestSettings.at(endpoint()).build(), Samples.ANYBODY, Clients.threads());
    private static final AtomicInteger NAMES = new AtomicInteger();

    private LocalDynamoDb() {}

    static URI endpoint() {
        return URI.create(SERVER.endpoint());
    }

    static DynamoDbAsyncClient client() {
        return CLIENT;
    }

    /** A table's name that no other test has. */
    static String newName() {
        return "table_" + NAMES.incrementAndGet();
    }

    /** Every item, tombstones included. */
    static List<Map<String, AttributeValue>> items(String table) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        CLIENT.scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .subscribe(items::add)
                .join();
        return items;
    }

    static void clear(String table, List<String> key) {
        List<WriteRequest> deletes = items(table).stream()
                .map(item -> {
                    Map<String, AttributeValue> itemKey = new HashMap<>(item);
                    itemKey.keySet().retainAll(key);
                    return WriteRequest.builder()
                            .deleteRequest(DeleteRequest.builder().key(itemKey).build())
                            .build();
                })
                .toList();
        for (int i = 0; i < deletes.size(); i += MOST_WRITES) {
            List<WriteRequest> some = deletes.subList(i, Math.min(deletes.size(), i + MOST_WRITES));
            CLIENT.batchWriteItem(write -> write.requestItems(Map.of(table, some)))
                    .join();
        }
    }
}
