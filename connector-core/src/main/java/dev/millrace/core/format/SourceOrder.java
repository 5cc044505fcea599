package dev.millrace.core.format;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one table's changes are ordered at its source.
 *
 * @param epoch 0 to 65,535; raised by the operator when the order restarts
 * @param revision 0 to 65,535; of the mapping that makes the records
 * @param clockOffset what the source's clock is ahead of UTC: used for times, never for order
 * @param maxAhead how far a token may lie after the record's time on the broker
 * @param topic the only one with this table's changes; has to be there where offsets stand in for ordinals and there are several
 *     topics, since offsets of two topics have no common order
 */
public record SourceOrder(
        TokenKind kind, int epoch, int revision, Duration clockOffset, Duration maxAhead, Optional<String> topic) {

    /** A table whose changes may come from any topic. */
    public SourceOrder(TokenKind kind, int epoch, int revision, Duration clockOffset, Duration maxAhead) {
        this(kind, epoch, revision, clockOffset, maxAhead, Optional.empty());
    }

    /** @throws Rejection {@code TOPIC_UNEXPECTED} */
    public void requireTopic(SourceRecord record) throws Rejection {
        if (topic.isPresent() && !topic.get().equals(record.topic())) {
            throw new Rejection(RejectionReason.TOPIC_UNEXPECTED, "topic");
        }
    }

    /**
     * The place of a change among those of one token, an unsigned number of 64 bits.
     *
     * @throws Rejection {@code VERSION_MISSING}
     */
    public static long ordinal(String text, String place) throws Rejection {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException malformed) {
            throw new Rejection(RejectionReason.VERSION_MISSING, place);
        }
    }

    /**
     * The token's bytes, once it is certain that it would not freeze its row.
     *
     * @param read of the table's kind; empty where it is malformed
     * @throws Rejection {@code VERSION_MISSING} or {@code VERSION_IMPLAUSIBLE}
     */
    public byte[] token(Optional<byte[]> read, SourceRecord record, String place) throws Rejection {
        byte[] bytes = read.orElseThrow(() -> new Rejection(RejectionReason.VERSION_MISSING, place));
        Instant latest = Instant.ofEpochMilli(record.timestampMillis()).plus(maxAhead);
        Optional<Instant> time = kind.time(bytes);
        if (kind.isPlaceholder(bytes) || (time.isPresent() && utc(time.get()).isAfter(latest))) {
            throw new Rejection(RejectionReason.VERSION_IMPLAUSIBLE, place);
        }
        return bytes;
    }

    /** When the change was made, in UTC; the record's own time where the token has no clock in it. */
    public Instant time(byte[] token, SourceRecord record) {
        return kind.time(token).map(this::utc).orElseGet(() -> Instant.ofEpochMilli(record.timestampMillis()));
    }

    /** What the source's clock says, in UTC. */
    public Instant utc(Instant reading) {
        return reading.minus(clockOffset);
    }

    /**
     * Of a row of the initial load: below every change of every epoch, so it applies only where neither row nor tombstone is
     * held. The revision counts: a load row that a corrected mapping made again replaces the load row, and nothing else.
     */
    public ChangeVersion loadVersion() {
        return ChangeVersion.of(0, new byte[kind.bytes()], 0, revision);
    }

    /** Of a change: by epoch, token, ordinal and revision. */
    public ChangeVersion version(byte[] token, long ordinal) {
        return ChangeVersion.of(epoch, token, ordinal, revision);
    }
}
