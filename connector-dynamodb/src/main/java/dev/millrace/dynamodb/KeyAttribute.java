package dev.millrace.dynamodb;

import dev.millrace.core.change.RowKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * One attribute of the key of a table's items.
 *
 * @param role HASH for the partition key, RANGE for the sort key, as the service calls them
 */
record KeyAttribute(String name, ScalarAttributeType type, KeyType role, Source source) {
    private static final int MOST_PARTITION_BYTES = 2_048;
    private static final int MOST_SORT_BYTES = 1_024;

    /** Makes the attribute's value of a row's key. */
    interface Source {
        AttributeValue of(RowKey key) throws ItemRefused;
    }

    AttributeValue of(RowKey key) throws ItemRefused {
        AttributeValue value = source.of(key);
        int bytes = ItemSize.of(value);
        if (bytes == 0) {
            throw new ItemRefused(ItemFault.KEY_EMPTY);
        }
        if (bytes > (role == KeyType.HASH ? MOST_PARTITION_BYTES : MOST_SORT_BYTES)) {
            throw new ItemRefused(ItemFault.KEY_TOO_LONG);
        }
        return value;
    }

    KeySchemaElement schema() {
        return KeySchemaElement.builder().attributeName(name).keyType(role).build();
    }

    AttributeDefinition definition() {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
