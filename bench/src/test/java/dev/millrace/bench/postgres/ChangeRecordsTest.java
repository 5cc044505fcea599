package dev.millrace.bench.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.ValueText;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everybody has to be given the same rows. */
final class ChangeRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROW = 9_999_999;

    @ParameterizedTest
    @EnumSource
    void the_mainframes_record_is_read_as_the_row_that_is_expected(Shape shape) {
        ChangeRecords records = new ChangeRecords(shape, System.currentTimeMillis());
        Decoder decoder = new Decoder(shape.table());
        RowWrite first = decode(decoder, records.ofMainframe("any", ROW, 7, shape.values(ROW, 7)));
        RowWrite second = decode(decoder, records.ofMainframe("any", ROW, 8, shape.values(ROW, 8)));
        assertEquals(shape.values(ROW, 7), texts(first.row().orElseThrow()));
        assertEquals(first.key(), second.key());
        assertTrue(second.version().isNewerThan(first.version()));
    }

    @ParameterizedTest
    @EnumSource
    void debeziums_record_has_the_fields_of_its_schema(Shape shape) throws IOException {
        ConnectSchema schema = new ConnectSchema(shape);
        ProducerRecord<byte[], byte[]> record =
                new ChangeRecords(shape, 0).ofDebezium("any", ROW, shape.values(ROW, 7));
        assertEquals(fieldsOf(schema.key()), names(JSON.readTree(record.key())));
        assertEquals(fieldsOf(schema.value()), names(JSON.readTree(record.value())));
    }

    @ParameterizedTest
    @EnumSource
    void the_same_row_goes_to_the_same_partition_of_both_topics(Shape shape) {
        ChangeRecords records = new ChangeRecords(shape, 0);
        List<String> values = shape.values(ROW, 7);
        assertEquals(
                records.ofMainframe("any", ROW, 7, values).partition(),
                records.ofDebezium("any", ROW, values).partition());
    }

    private static RowWrite decode(Decoder decoder, ProducerRecord<byte[], byte[]> record) {
        return decoder.decode(record.key(), record.value());
    }

    private static List<String> texts(List<Value> row) {
        return row.stream().map(ValueText::of).toList();
    }

    private static List<String> fieldsOf(String schema) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(schema)
                .get("fields")
                .forEach(field -> names.add(field.get("field").textValue()));
        return names;
    }

    private static List<String> names(JsonNode record) {
        List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
