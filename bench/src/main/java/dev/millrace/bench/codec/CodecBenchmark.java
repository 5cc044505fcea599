package dev.millrace.bench.codec;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.RecordCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What {@link CodecCommand} measures: one thread, one record over and over. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CodecBenchmark {
    private final RecordCodec codec =
            new RecordCodec(Copybook.parse("account.cpy", SampleRecord.SOURCE), CodePage.of(CodePage.DEFAULT_NAME));
    private final CobolRecord record = SampleRecord.of(codec.copybook());
    private final byte[] bytes = codec.encode(record);
    private final byte[] buffer = new byte[bytes.length];

    @Benchmark
    public CobolRecord decode() {
        return codec.decode(bytes, 0, bytes.length);
    }

    @Benchmark
    public int encode() {
        return codec.encode(record, buffer, 0);
    }
}
