package dev.millrace.dynamodb;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Makes the conditional write of a row of one table. It puts a whole item in the place of the one that is held: attributes that the new
 * one does not have are gone, those of a tombstone too. An item without a version, which somebody else made, gives way to any. Immutable.
 */
final class PutRequests {
    private static final String CONDITION = "attribute_not_exists(#v) OR #v < :v";
    private static final Map<String, String> NAMES = Map.of("#v", Attributes.VERSION);
    private static final AttributeValue TRUE = AttributeValue.fromBool(true);

    private final ItemTable table;
    private final AttributeValues values;
    private final Optional<Duration> tombstones;
    private final Clock clock;

    /** @param tombstones how long they are kept; empty: for ever */
    PutRequests(ItemTable table, Nulls nulls, Optional<Duration> tombstones, Clock clock) {
        this.table = table;
        this.values = new AttributeValues(nulls);
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /** @throws ItemRefused where the service would refuse the item */
    PutItemRequest of(RowWrite write) throws ItemRefused {
        Map<String, AttributeValue> item = new HashMap<>(table.key().of(write.key()));
        AttributeValue version = AttributeValue.fromB(
                SdkBytes.fromByteArrayUnsafe(write.version().toBytes()));
        item.put(Attributes.VERSION, version);
        if (write.row().isPresent()) {
            putRow(item, write.row().get());
        } else {
            putTombstone(item);
        }
        if (ItemSize.of(item) > ItemSize.MOST) {
            throw new ItemRefused(ItemFault.ITEM_TOO_LARGE);
        }
        return PutItemRequest.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression(CONDITION)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(":v", version))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private void putRow(Map<String, AttributeValue> item, List<Value> row) throws ItemRefused {
        List<Column> columns = table.table().columns();
        for (int i = 0; i < columns.size(); i++) {
            values.put(item, columns.get(i), row.get(i));
        }
    }

    private void putTombstone(Map<String, AttributeValue> item) {
        item.put(Attributes.DELETED, TRUE);
        tombstones.ifPresent(kept -> item.put(
                Attributes.EXPIRES,
                AttributeValue.fromN(Long.toString(clock.instant().plus(kept).getEpochSecond()))));
    }
}
