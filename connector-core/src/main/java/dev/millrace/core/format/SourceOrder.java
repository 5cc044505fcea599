package dev.millrace.core.format;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.time.Duration;
import java.time.Instant;

/**
 * How one table's changes are ordered at its source.
 *
 * @param epoch 0 to 65,535; raised by the operator when the order restarts
 * @param revision 0 to 65,535; of the mapping that makes the records
 * @param clockOffset what the source's clock is ahead of UTC: used for times, never for order
 * @param maxAhead how far a token may lie after the record's time on the broker
 */
public record SourceOrder(TokenKind kind, int epoch, int revision, Duration clockOffset, Duration maxAhead) {

    /** The token's bytes, once it is certain that it would not freeze its row. */
    byte[] token(String text, SourceRecord record, String place) throws Rejection {
        byte[] token = kind.parse(text).orElseThrow(() -> new Rejection(RejectionReason.VERSION_MISSING, place));
        Instant latest = Instant.ofEpochMilli(record.timestampMillis()).plus(maxAhead);
        if (kind.isPlaceholder(token) || time(token).isAfter(latest)) {
            throw new Rejection(RejectionReason.VERSION_IMPLAUSIBLE, place);
        }
        return token;
    }

    /** When the change was made, in UTC. */
    Instant time(byte[] token) {
        return kind.time(token).minus(clockOffset);
    }

    ChangeVersion version(byte[] token, long ordinal) {
        return ChangeVersion.of(epoch, token, ordinal, revision);
    }
}
