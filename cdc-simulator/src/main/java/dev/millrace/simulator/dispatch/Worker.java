package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.delivery.Delivered;
import dev.millrace.simulator.delivery.DeliverySink;
import dev.millrace.simulator.delivery.FaultyDelivery;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the changes of some of the keys, in their order, on a thread of its own. Its queue is bounded by the windows of the
 * connections.
 */
final class Worker implements DeliverySink<OutgoingChange>, Runnable {
    /** What is held back to be late may not wait for a stream that pauses. */
    private static final long PAUSE_MILLIS = 100;

    private final RecordSink sink;
    private final DispatcherMetrics metrics;
    private final Faults faults;
    private final SplittableRandom random;
    private final FaultyDelivery<OutgoingChange> delivery;
    private final Consumer<RuntimeException> failed;
    private final BlockingQueue<List<OutgoingChange>> queue = new LinkedBlockingQueue<>();

    /**
     * A worker that has nothing to do yet.
     *
     * @param number of the worker: each makes other faults
     * @param failed told why it cannot go on: the changes of its keys would wait for ever
     */
    Worker(int number, RecordSink sink, DispatcherMetrics metrics, Faults faults, Consumer<RuntimeException> failed) {
        this.failed = failed;
        this.sink = sink;
        this.metrics = metrics;
        this.faults = faults;
        this.random = new SplittableRandom(faults.delivery().seed() * 31 + number);
        this.delivery = new FaultyDelivery<>(faults.delivery(), this);
    }

    /** Takes changes of one part, in their order; from any thread. */
    void take(List<OutgoingChange> changes) {
        queue.add(changes);
    }

    /** Works until it is interrupted; a failure is the Dispatcher's end. */
    @Override
    public void run() {
        try {
            while (true) {
                List<OutgoingChange> changes = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (changes == null) {
                    delivery.flush();
                    continue;
                }
                long lateBefore = delivery.counts().late();
                for (OutgoingChange change : changes) {
                    delivery.accept(change);
                }
                metrics.faults("late", delivery.counts().late() - lateBefore);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            failed.accept(defect);
        }
    }

    @Override
    public void accept(Delivered<OutgoingChange> delivered) throws InterruptedException {
        OutgoingChange change = delivered.change();
        ProducerRecord<byte[], byte[]> record = RawRecords.record(change);
        if (delivered.kind() != Delivered.Kind.FIRST) {
            metrics.fault(delivered.kind() == Delivered.Kind.DUPLICATE ? "duplicate" : "replay");
            send(change, record, metrics::stored);
            return;
        }
        if (random.nextDouble() < faults.corrupt()) {
            metrics.fault("corrupt");
            send(change, damaged(change), metrics::stored);
        }
        send(change, record, () -> {
            metrics.stored();
            change.part().stored();
        });
    }

    /** What nobody waits for comes again over the next connection. */
    private void send(OutgoingChange change, ProducerRecord<byte[], byte[]> record, Runnable stored)
            throws InterruptedException {
        sink.send(record, () -> !change.part().isAbandoned(), stored);
    }

    /** A copy that no reader can take for a change: its operation is gone. */
    private static ProducerRecord<byte[], byte[]> damaged(OutgoingChange change) {
        ProducerRecord<byte[], byte[]> record = RawRecords.record(change);
        record.headers().remove("cdc-operation");
        return record;
    }
}
