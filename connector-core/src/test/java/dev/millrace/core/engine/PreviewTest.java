package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A dry run reads as fast as it can: that the target throttles it is to be expected. */
class PreviewTest {
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("bank", 0, 0, new byte[0], "U 1 1".getBytes(StandardCharsets.UTF_8));

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void aTargetThatHasTooMuchToDoIsAskedAgainEachTimeLater() {
        Preview preview = new Preview(new LineFormat(), new Failing(FailureKind.TRANSIENT, 3), pauses::add);
        preview.look(List.of(RECORD));
        assertEquals(1, preview.applied());
        assertEquals(List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800)), pauses);
    }

    @Test
    void thatEndsAfterHalfAMinute() {
        Preview preview =
                new Preview(new LineFormat(), new Failing(FailureKind.TRANSIENT, Integer.MAX_VALUE), pauses::add);
        assertThrows(TargetException.class, () -> preview.look(List.of(RECORD)));
        assertEquals(7, pauses.size());
    }

    @Test
    void aTargetThatIsGoneIsNotAskedAgain() {
        Preview preview = new Preview(new LineFormat(), new Failing(FailureKind.UNAVAILABLE, 1), pauses::add);
        assertThrows(TargetException.class, () -> preview.look(List.of(RECORD)));
        assertEquals(List.of(), pauses);
    }

    /** Holds nothing, which it says after so many failures. */
    private static final class Failing implements Target {
        private final FailureKind kind;
        private int failures;

        Failing(FailureKind kind, int failures) {
            this.kind = kind;
            this.failures = failures;
        }

        @Override
        public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
            if (failures-- > 0) {
                throw new TargetException(kind, "CODE");
            }
            return Collections.nCopies(keys.size(), Optional.empty());
        }

        @Override
        public Optional<TargetTable> table(String sourceTable) {
            return Optional.of(Samples.ACCOUNT);
        }

        @Override
        public void write(List<RowWrite> batch, Answers answers) {
            throw new UnsupportedOperationException("a dry run writes nothing");
        }

        @Override
        public ProgressStore progress() {
            throw new UnsupportedOperationException("a dry run keeps no progress");
        }

        @Override
        public void close() {}
    }
}
