package dev.millrace.simulator.capture;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first columns of a row, texts and numbers alone, laid out as a record: the keys of a segment's parents, or the row of a file that
 * is not kept as a record.
 */
final class RecordImage implements ImageMaker {
    private final RowLayout.RecordPart part;

    RecordImage(RowLayout.RecordPart part) {
        this.part = part;
    }

    @Override
    public byte[] image(SourceRow row) {
        List<CobolValue> values = IntStream.range(0, part.columns().columns().size())
                .mapToObj(row::value)
                .map(RecordImage::value)
                .toList();
        return part.codec()
                .encode(new CobolRecord(
                        part.codec().copybook().name(), part.columns().record(values)));
    }

    private static CobolValue value(Object value) {
        return value instanceof BigDecimal number ? CobolValue.number(number) : CobolValue.text((String) value);
    }
}
