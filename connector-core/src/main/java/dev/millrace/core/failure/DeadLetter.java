package dev.millrace.core.failure;

import dev.millrace.core.change.ChangeVersion;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can never be applied.
 *
 * @param reason the code: a {@code RejectionReason} or a database's error code
 * @param version as decoded, where it could be
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, Optional<ChangeVersion> version) {}
