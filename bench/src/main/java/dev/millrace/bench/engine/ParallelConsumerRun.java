package dev.millrace.bench.engine;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.sample.Consumers;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.confluent.parallelconsumer.PollContext;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Confluent's Parallel Consumer in key order, with its own defaults but for concurrency and batch size: it commits every 5 s and does
 * not wait for the commit.
 */
final class ParallelConsumerRun implements Contestant {
    private final Target target;
    private final Decoder decoder;
    private final ParallelStreamProcessor<byte[], byte[]> processor;
    private final LongAdder settled = new LongAdder();

    ParallelConsumerRun(RunSpec spec, String group) {
        this.target = new SampleTarget(spec.target());
        this.decoder = new Decoder(target.table(SampleTable.SOURCE).orElseThrow());
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(Consumers.create(spec.bootstrapServers(), group))
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(spec.setup().concurrency())
                .batchSize(spec.setup().batch())
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .build();
        this.processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(spec.topic()));
        processor.poll(this::take);
    }

    private void take(PollContext<byte[], byte[]> polled) {
        List<RowWrite> batch =
                polled.streamConsumerRecords().map(decoder::decode).toList();
        target.write(batch, (index, outcome) -> {});
        settled.add(batch.size());
    }

    @Override
    public long settled() {
        if (processor.isClosedOrFailed()) {
            throw new BenchFailure("the Parallel Consumer ended early");
        }
        return settled.sum();
    }

    @Override
    public void close() {
        processor.closeDrainFirst();
    }
}
