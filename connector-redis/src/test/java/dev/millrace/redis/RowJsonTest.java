package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowJsonTest {

    static List<Sample> samples() {
        return Sample.all();
    }

    private static String json(String type, Value value) {
        return LocalRedis.utf8(new RowJson(List.of(Samples.column("c", type, true))).of(List.of(value)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valuesHaveEveryDigitAndCharacter(Sample sample) {
        assertEquals("{\"c\":" + sample.json() + "}", json(sample.type(), sample.value()));
    }

    @Test
    void bytesAreBase64WithoutLines() {
        byte[] bytes = new byte[100];
        assertEquals("{\"c\":\"" + "A".repeat(134) + "==\"}", json("binary(100)", new Value.Binary(bytes)));
    }

    @Test
    void nullIsNull() {
        assertEquals("{\"c\":null}", json("text", Value.Null.NULL));
    }

    /** The procedures look for these very characters. */
    @Test
    void theVersionStandsAtTheBeginning() {
        RowJson json = new RowJson(List.of(Samples.column("a\"b", "text", true), Samples.column("é", "integer", true)));
        ChangeVersion version = Samples.version(255);
        assertEquals(
                "{\"_version\":\"" + version.toHex() + "\",\"a\\\"b\":\"x\",\"é\":7}",
                LocalRedis.utf8(json.of(version, List.of(Samples.text("x"), Samples.number("7")))));
    }
}
