package dev.millrace.core.engine;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** The text that goes with a committed offset: to which topic of that name it belongs. */
final class CommitMetadata {
    private static final String PREFIX = "millrace/1 ";

    private CommitMetadata() {}

    static OffsetAndMetadata of(long offset, String topicId) {
        return new OffsetAndMetadata(offset, PREFIX + topicId);
    }

    /** The id of the topic whose offset was committed; empty where another program wrote the commit. */
    static Optional<String> topicId(@Nullable OffsetAndMetadata committed) {
        return Optional.ofNullable(committed)
                .map(OffsetAndMetadata::metadata)
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()));
    }
}
