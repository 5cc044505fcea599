package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Worker;
import dev.millrace.bench.sample.Consumers;
import dev.millrace.bench.sample.Decoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** One thread polls, decodes, keeps the newest change of each row, upserts these in one statement, and commits without waiting. */
final class PlainPass implements RunningPass {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Connection connection;
    private final Decoder decoder;
    private final UnnestUpsert upsert;
    private final Worker worker;
    /** Written by whoever closes this, read by the loop. */
    private volatile boolean stopping;

    PlainPass(PassSpec spec) {
        this.consumer = Consumers.create(spec.bootstrapServers(), spec.group());
        this.connection = spec.database().connect();
        this.decoder = new Decoder(spec.shape().table());
        this.upsert = UnnestUpsert.unconditional(spec.shape());
        consumer.subscribe(List.of(spec.topic()));
        this.worker = Worker.start("plain-loop", this::run);
    }

    private void run() {
        NewestRows rows = new NewestRows();
        try (connection;
                consumer) {
            connection.setAutoCommit(false);
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    for (ConsumerRecord<byte[], byte[]> record : polled) {
                        rows.add(decoder.decode(record));
                    }
                    upsert.write(connection, rows.take());
                    consumer.commitAsync();
                }
            }
            consumer.commitSync();
        } catch (SQLException failure) {
            throw new BenchFailure("the plain loop could not write", failure);
        }
    }

    @Override
    public PassState state() {
        worker.requireAlive();
        return PassState.UNDER_WAY;
    }

    @Override
    public void close() {
        stopping = true;
        worker.join();
    }
}
