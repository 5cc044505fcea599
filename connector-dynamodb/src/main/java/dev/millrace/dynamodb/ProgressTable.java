package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The items that keep the progress. The partition key names cluster, topic and group, so that one query finds all that a topic of one
 * name ever had; the sort key names the topic's id and the partition.
 */
final class ProgressTable {
    static final String PARTITION_KEY = "pk";
    static final String SORT_KEY = "sk";
    static final String NEXT_OFFSET = "next_offset";
    static final String TOPIC_ID = "topic_id";
    static final String PARTITION = "kafka_partition";
    static final String RAISED_AT = "raised_at";

    static final ItemKey KEY =
            new ItemKey(List.of(attribute(PARTITION_KEY, KeyType.HASH), attribute(SORT_KEY, KeyType.RANGE)));

    /** Up to eighteen digits: all that an offset comes to. */
    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

    private ProgressTable() {}

    private static KeyAttribute attribute(String name, KeyType role) {
        return new KeyAttribute(name, ScalarAttributeType.S, role, row -> {
            throw new UnsupportedOperationException("no row has progress");
        });
    }

    static Map<String, AttributeValue> key(ProgressKey key) {
        return Map.of(
                PARTITION_KEY,
                AttributeValue.fromS(topic(key)),
                SORT_KEY,
                AttributeValue.fromS(escaped(key.topicId()) + "/" + key.partition()));
    }

    /** Of all partitions of all topics of this name that the group has read. */
    static String topic(ProgressKey key) {
        return escaped(key.cluster()) + "/" + escaped(key.topic()) + "/" + escaped(key.group());
    }

    /** Only slashes of our own separate: a group may have any name. */
    private static String escaped(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }

    /**
     * The offset that an attribute has.
     *
     * @throws TargetException where somebody has written another thing there
     */
    static long offset(AttributeValue value) {
        String number = value.n();
        if (number == null || !OFFSET.matcher(number).matches()) {
            throw unreadable();
        }
        return Long.parseLong(number);
    }

    /** Whoever wrote it can mend it: until then nothing is settled. */
    static TargetException unreadable() {
        return new TargetException(FailureKind.UNAVAILABLE, "PROGRESS_UNREADABLE");
    }

    /** @throws TargetException as {@link #offset(AttributeValue)} */
    static OptionalLong offset(Map<String, AttributeValue> item) {
        AttributeValue offset = item.get(NEXT_OFFSET);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset(offset));
    }
}
