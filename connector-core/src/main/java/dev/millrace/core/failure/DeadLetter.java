package dev.millrace.core.failure;

import dev.millrace.core.change.ChangeVersion;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can never be applied.
 *
 * @param version as decoded, where it could be
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, Refusal refusal, Optional<ChangeVersion> version) {

    /** The code alone. */
    public String reason() {
        return refusal.reason();
    }
}
