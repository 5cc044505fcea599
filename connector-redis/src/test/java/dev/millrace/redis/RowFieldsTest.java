package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowFieldsTest {

    static List<Sample> samples() {
        return Sample.all();
    }

    private static List<byte[]> fields(String type, Value value) {
        List<byte[]> fields = new ArrayList<>();
        new RowFields(List.of(Samples.column("ä", type, true))).addTo(fields, List.of(value));
        return fields;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valuesHaveEveryDigitAndCharacter(Sample sample) {
        List<byte[]> fields = fields(sample.type(), sample.value());
        assertEquals("ä", LocalRedis.utf8(fields.get(0)));
        assertEquals(sample.field(), LocalRedis.utf8(fields.get(1)));
    }

    @Test
    void bytesStayAsTheyAre() {
        byte[] bytes = {0, (byte) 0xff, '\r', '\n', (byte) 0xc3};
        assertArrayEquals(bytes, fields("binary(5)", new Value.Binary(bytes)).get(1));
    }

    @Test
    void nullHasNoField() {
        assertEquals(List.of(), fields("text", Value.Null.NULL));
    }

    @Test
    void anEmptyTextHasOne() {
        assertEquals(2, fields("text", Samples.text("")).size());
    }
}
