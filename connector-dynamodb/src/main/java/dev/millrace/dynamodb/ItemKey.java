package dev.millrace.dynamodb;

import dev.millrace.core.change.RowKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of a table's items.
 *
 * @param attributes the partition key, and after it the sort key where there is one
 */
record ItemKey(List<KeyAttribute> attributes) {
    ItemKey {
        attributes = List.copyOf(attributes);
    }

    /** @throws ItemRefused where the service takes no item of this key */
    Map<String, AttributeValue> of(RowKey key) throws ItemRefused {
        Map<String, AttributeValue> values = new HashMap<>();
        for (KeyAttribute attribute : attributes) {
            values.put(attribute.name(), attribute.of(key));
        }
        return values;
    }

    /**
     * The key in an item, or a key by itself, in the one form in which two of them can be compared: the service writes numbers in its
     * own way.
     */
    List<AttributeValue> identity(Map<String, AttributeValue> item) {
        return attributes.stream()
                .map(attribute -> plain(Objects.requireNonNull(item.get(attribute.name()))))
                .toList();
    }

    private static AttributeValue plain(AttributeValue value) {
        return value.type() == AttributeValue.Type.N
                ? AttributeValue.fromN(
                        new BigDecimal(value.n()).stripTrailingZeros().toPlainString())
                : value;
    }

    /** Names, types and roles, as in {@code account_id S HASH}. */
    String describe() {
        return attributes.stream()
                .map(attribute -> attribute.name() + " " + attribute.type() + " " + attribute.role())
                .collect(Collectors.joining(", "));
    }
}
