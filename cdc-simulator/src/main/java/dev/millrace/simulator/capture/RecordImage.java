package dev.millrace.simulator.capture;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.RecordCodec;
import dev.millrace.simulator.source.SourceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A row as the bytes of a record: of a VSAM file, or of an IMS segment. */
final class RecordImage implements ImageMaker {
    private final RecordCodec codec;
    private final int firstColumn;

    /** @param firstColumn the place among the row's columns of the first one of the record, from 0 */
    RecordImage(Copybook copybook, CodePage codePage, int firstColumn) {
        this.codec = new RecordCodec(copybook, codePage);
        this.firstColumn = firstColumn;
    }

    @Override
    public byte[] image(SourceRow row) {
        Iterator<Object> values = IntStream.range(
                        firstColumn, row.table().columns().size())
                .mapToObj(row::value)
                .iterator();
        CobolValue.Group fields = group(codec.copybook().root(), values);
        return codec.encode(new CobolRecord(codec.copybook().name(), fields));
    }

    private static CobolValue.Group group(GroupItem group, Iterator<Object> values) {
        List<String> names = new ArrayList<>();
        List<CobolValue> fields = new ArrayList<>();
        for (Item item : group.fields()) {
            names.add(item.name());
            fields.add(item instanceof GroupItem inner ? group(inner, values) : value(values.next()));
        }
        return new CobolValue.Group(names, fields);
    }

    private static CobolValue value(Object value) {
        return value instanceof BigDecimal number ? CobolValue.number(number) : CobolValue.text((String) value);
    }
}
