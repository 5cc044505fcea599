package dev.millrace.core.format.precisely;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.WrittenRecord;
import dev.millrace.core.format.WrittenRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes the rows of the kit with Avro's own encoder. A time of 12 digits has no logical type: it is text. */
final class PreciselyAvroWriter implements ChangeWriter {
    static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Change","fields":[
              {"name":"object_name","type":"string"},
              {"name":"stck","type":["null","string"]},
              {"name":"uow","type":["null","long"]},
              {"name":"change_op","type":{"type":"enum","name":"Op","symbols":["I","U","D"]}},
              {"name":"before_image","type":["null",{"type":"record","name":"Kit","fields":[
                {"name":"ID","type":"long"},
                {"name":"CODE","type":"string"},
                {"name":"AMOUNT","type":["null",{"type":"bytes","logicalType":"decimal","precision":31,"scale":5}]},
                {"name":"NAME","type":["null","string"]},
                {"name":"OPENED","type":["null",{"type":"int","logicalType":"date"}]},
                {"name":"AT","type":["null",{"type":"long","logicalType":"time-micros"}]},
                {"name":"STAMP","type":["null","string"]},
                {"name":"RAW","type":["null","bytes"]},
                {"name":"FLAG","type":["null","boolean"]}]}]},
              {"name":"after_image","type":["null","Kit"]}]}
            """);

    private static final Schema ROW =
            SCHEMA.getField("after_image").schema().getTypes().get(1);

    private final JsonObject json = new JsonObject();
    private final Frame frame;

    /** Puts the schema's name before the bytes. */
    interface Frame {
        byte[] framed(byte[] value);
    }

    PreciselyAvroWriter(Frame frame) {
        this.frame = frame;
    }

    @Override
    public WrittenRecord write(WrittenChange change) throws Rejection {
        Operation operation = change.operation();
        GenericRecord tags = new GenericData.Record(SCHEMA);
        tags.put("object_name", change.table());
        tags.put("stck", StoreClock.STCK.text(change.time()));
        tags.put(
                "change_op",
                new GenericData.EnumSymbol(
                        SCHEMA.getField("change_op").schema(), operation.name().substring(0, 1)));
        if (operation != Operation.INSERT) {
            tags.put("before_image", row(change.before()));
        }
        if (operation != Operation.DELETE) {
            tags.put("after_image", row(change.after()));
        }
        return new WrittenRecord(frame.framed(encoded(tags)), List.of());
    }

    static byte[] encoded(GenericRecord tags) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(tags.getSchema()).write(tags, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private GenericRecord row(String image) throws Rejection {
        List<Value> values =
                WrittenRow.table().row(json.row(image.getBytes(StandardCharsets.UTF_8), LeftOutColumns.REJECT));
        Map<String, String> written = json.fields(image);
        GenericRecord row = new GenericData.Record(ROW);
        for (Schema.Field field : ROW.getFields()) {
            Value value = values.get(field.pos());
            if (value != Value.Null.NULL) {
                row.put(field.pos(), encoded(value, written.getOrDefault(field.name(), "")));
            }
        }
        return row;
    }

    private static Object encoded(Value value, String written) {
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().scale() == 0
                    ? (Object) decimal.number().longValueExact()
                    : ByteBuffer.wrap(decimal.number().unscaledValue().toByteArray());
        }
        if (value instanceof Value.Date date) {
            return (int) date.date().toEpochDay();
        }
        if (value instanceof Value.Time time) {
            return time.time().getLong(ChronoField.MICRO_OF_DAY);
        }
        if (value instanceof Value.Binary binary) {
            return ByteBuffer.wrap(binary.bytes());
        }
        if (value instanceof Value.Bool bool) {
            return bool.truth();
        }
        return value instanceof Value.Text text ? text.text() : written.substring(1, written.length() - 1);
    }
}
