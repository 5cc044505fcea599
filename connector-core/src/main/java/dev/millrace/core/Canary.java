package dev.millrace.core;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TableConfig;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.ChangeWriter.WrittenChange;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceHeader;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.WrittenRecord;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Publishes changes of one row as its source would, and watches the target for them: whether a running connector applies what comes.
 * Reads the target only. For one thread.
 */
public final class Canary implements AutoCloseable {
    /** All changes of the row go to one partition. */
    private static final byte[] KAFKA_KEY = "millrace-canary".getBytes(StandardCharsets.UTF_8);

    private static final Duration SEND = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** A table that was not there when the target was opened counts as empty until the target is opened again. */
    private static final Duration REOPEN = Duration.ofSeconds(5);

    private final ConnectorConfig config;
    private final TableConfig table;
    private final String topic;
    private final String image;
    private final Supplier<Target> openTarget;
    private final Clock clock;
    private final Format format;
    private final ChangeWriter writer;
    private final Producer<byte[], byte[]> producer;
    private Target target;
    private Instant latest = Instant.EPOCH;

    /** @param place topic, partition and offset */
    public record Published(String place, RowKey key, ChangeVersion version, Instant time) {}

    /**
     * Connects to Kafka and to the target.
     *
     * @param image the row as the source would send it, a JSON object
     * @param openTarget connects for reading only
     * @throws ConfigurationException when something has to be mended first
     * @throws dev.millrace.core.config.UnreachableException when a server does not answer
     */
    public Canary(ConnectorConfig config, TableConfig table, String image, Supplier<Target> openTarget, Clock clock) {
        this.config = config;
        this.table = table;
        this.topic = table.topic().orElse(config.kafka().topics().get(0));
        this.image = image;
        this.openTarget = openTarget;
        this.clock = clock;
        this.format = RecordFormats.format(config);
        this.writer = RecordFormats.writer(config);
        SourceTopics.only(topic, config).requireReady();
        this.target = openTarget.get();
        this.producer = new KafkaClients(config.kafka()).singleRecordProducer(SEND);
    }

    /**
     * Whether the target would take the row, and takes it from now on: what it holds is older.
     *
     * @throws Rejection when the connector would reject the row
     */
    public boolean isRowFree() throws Rejection {
        WrittenRecord record = writer.write(change(Operation.INSERT, clock.instant()));
        Published would = read(new Sent(topic, Long.MAX_VALUE, clock.millis(), record), "value");
        return held(would).map(held -> would.version().isNewerThan(held)).orElse(true);
    }

    /** @throws Rejection when the connector would reject the record */
    public Published publish(Operation operation) throws Rejection, InterruptedException {
        // The clock of a mainframe gives no value twice.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        latest = now.isAfter(latest) ? now : latest.plus(1, ChronoUnit.MICROS);
        WrittenRecord record = writer.write(change(operation, latest));
        RecordMetadata sent = send(record);
        String place = sent.topic() + "-" + sent.partition() + "@" + sent.offset();
        return read(new Sent(topic, sent.offset(), sent.timestamp(), record), place);
    }

    /**
     * How long after it was made the change was found in the target; empty where it was not, within the time.
     *
     * @throws TargetException when the target cannot be read, and trying again would not help
     */
    public Optional<Duration> await(Published change, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        long reopen = System.nanoTime() + REOPEN.toNanos();
        while (true) {
            if (isHeld(change)) {
                return Optional.of(Duration.between(change.time(), clock.instant()));
            }
            long now = System.nanoTime();
            if (now - end > 0) {
                return Optional.empty();
            }
            if (now - reopen > 0) {
                target.close();
                target = openTarget.get();
                reopen = System.nanoTime() + REOPEN.toNanos();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean isHeld(Published change) {
        try {
            return held(change).map(held -> !change.version().isNewerThan(held)).orElse(false);
        } catch (TargetException failure) {
            if (failure.kind() != FailureKind.TRANSIENT && failure.kind() != FailureKind.UNAVAILABLE) {
                throw failure;
            }
            return false;
        }
    }

    private Optional<ChangeVersion> held(Published change) {
        TargetTable found = target.table(table.source()).orElseThrow();
        return target.heldVersions(found, List.of(change.key())).get(0);
    }

    /** Reads what was published as the connector does. */
    private Published read(Sent record, String place) throws Rejection {
        Change change = change(record).orElseThrow(() -> new Rejection(RejectionReason.OPERATION_UNKNOWN, "value"));
        Row row = change.image();
        TargetTable found =
                target.table(change.table()).orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "table"));
        return new Published(place, found.keyOf(found.row(row)), change.version(), change.commitTime());
    }

    private Optional<Change> change(Sent record) throws Rejection {
        try {
            return format.read(record);
        } catch (SourceFault fault) {
            throw new ConfigurationException(
                    new Problem(ProblemCode.SOURCE_SETTING, fault.place(), fault.problem(), fault.fix()));
        } catch (SchemaUnavailable away) {
            throw new UnreachableException(new Problem(
                    ProblemCode.REGISTRY_UNREACHABLE,
                    "format.registry",
                    String.valueOf(away.getMessage()),
                    "start the registry, or mend its address"));
        }
    }

    private WrittenChange change(Operation operation, Instant time) {
        return new WrittenChange(table.source(), operation, time.plus(table.clockOffset()), image, image);
    }

    private RecordMetadata send(WrittenRecord record) throws InterruptedException {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, KAFKA_KEY, record.value());
        record.headers().forEach(header -> sent.headers().add(header.name(), header.value()));
        try {
            return producer.send(sent).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthorizationException) {
                throw new ConfigurationException(new Problem(
                        ProblemCode.BROKER_REFUSED,
                        "topics",
                        "the login may not write to " + topic,
                        "allow it to whoever sends the canary: a connector that only replicates does not need it"));
            }
            throw new BrokerFailures(config.kafka(), SEND).explained(failed.getCause());
        }
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } finally {
            target.close();
        }
    }

    /** A record that was published, as it comes back. */
    private static final class Sent implements SourceRecord {
        private final String topic;
        private final long offset;
        private final long timestampMillis;
        private final WrittenRecord record;

        Sent(String topic, long offset, long timestampMillis, WrittenRecord record) {
            this.topic = topic;
            this.offset = offset;
            this.timestampMillis = timestampMillis;
            this.record = record;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public long timestampMillis() {
            return timestampMillis;
        }

        @Override
        public List<SourceHeader> headers() {
            return record.headers();
        }

        @Override
        public byte[] value() {
            return record.value();
        }
    }
}
