package dev.millrace.bench.engine;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Worker;
import dev.millrace.bench.sample.Consumers;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** One thread polls, decodes, calls the target in batches and commits after each poll, without waiting for the commit. */
final class PlainLoop implements Contestant {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Target target;
    private final Decoder decoder;
    private final int batchRecords;
    private final Worker worker;
    /** Written by the loop, read by whoever measures. */
    private final AtomicLong settled = new AtomicLong();
    /** Written by whoever measures, read by the loop. */
    private volatile boolean stopping;

    PlainLoop(RunSpec spec, String group) {
        this.consumer = Consumers.create(spec.bootstrapServers(), group);
        this.target = new SampleTarget(spec.target());
        this.decoder = new Decoder(target.table(SampleTable.SOURCE).orElseThrow());
        this.batchRecords = spec.setup().batch();
        consumer.subscribe(List.of(spec.topic()));
        this.worker = Worker.start("plain-loop", this::run);
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    write(polled);
                    consumer.commitAsync();
                    settled.addAndGet(polled.count());
                }
            }
            consumer.commitSync();
        }
    }

    private void write(ConsumerRecords<byte[], byte[]> polled) {
        List<RowWrite> batch = new ArrayList<>(batchRecords);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            batch.add(decoder.decode(record));
            if (batch.size() == batchRecords) {
                flush(batch);
            }
        }
        if (!batch.isEmpty()) {
            flush(batch);
        }
    }

    private void flush(List<RowWrite> batch) {
        target.write(batch, PlainLoop::requireApplied);
        batch.clear();
    }

    private static void requireApplied(int index, Outcome outcome) {
        if (outcome != Outcome.APPLIED) {
            throw new BenchFailure("the target refused a write");
        }
    }

    @Override
    public long settled() {
        worker.requireAlive();
        return settled.get();
    }

    @Override
    public void close() {
        stopping = true;
        worker.join();
    }
}
