package dev.millrace.bench.store;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * The AWS SDK as it comes, but for room for the calls. Asks for the capacity that each write consumed, as the connector does: the service gives it
 * for nothing, DynamoDB Local works for it.
 */
final class BareDynamoDb implements BareClient {
    private final DynamoDbAsyncClient client;
    private final String table;

    BareDynamoDb(URI endpoint, String region, String table, int inFlight) {
        this.table = table;
        this.client = DynamoDbAsyncClient.builder()
                .region(Region.of(region))
                .endpointOverride(endpoint)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(inFlight))
                .build();
    }

    @Override
    public CompletionStage<Boolean> write(RowWrite write) {
        Map<String, AttributeValue> item = new HashMap<>();
        List<Value> row = write.row().orElseThrow();
        List<Column> columns = write.table().columns();
        for (int i = 0; i < row.size(); i++) {
            item.put(columns.get(i).name(), attribute(row.get(i)));
        }
        AttributeValue version = AttributeValue.fromB(
                SdkBytes.fromByteArrayUnsafe(write.version().toBytes()));
        item.put("millrace_version", version);
        PutItemRequest request = PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(millrace_version) OR millrace_version < :v")
                .expressionAttributeValues(Map.of(":v", version))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
        return client.putItem(request).thenApply(written -> true).exceptionallyCompose(BareDynamoDb::stale);
    }

    private static CompletionStage<Boolean> stale(Throwable failure) {
        boolean refused =
                failure instanceof CompletionException && failure.getCause() instanceof ConditionalCheckFailedException;
        return refused ? CompletableFuture.completedFuture(false) : CompletableFuture.failedFuture(failure);
    }

    private static AttributeValue attribute(Value value) {
        if (value instanceof Value.Decimal number) {
            return AttributeValue.fromN(number.number().toPlainString());
        }
        if (value instanceof Value.Date date) {
            return AttributeValue.fromS(date.date().toString());
        }
        return AttributeValue.fromS(((Value.Text) value).text());
    }

    @Override
    public void close() {
        client.close();
    }
}
