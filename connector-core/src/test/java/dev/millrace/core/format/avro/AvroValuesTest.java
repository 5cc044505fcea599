package dev.millrace.core.format.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.FormatFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroValuesTest {
    private static final Schema EVERY_TYPE = new Schema.Parser().parse("""
            {"type":"record","name":"Every","fields":[
              {"name":"n","type":"null"},
              {"name":"t","type":"boolean"},
              {"name":"i","type":"int"},
              {"name":"l","type":["null","long"]},
              {"name":"f","type":"float"},
              {"name":"d","type":"double"},
              {"name":"s","type":["null","string"]},
              {"name":"b","type":["bytes","null"]},
              {"name":"x","type":{"type":"fixed","name":"X","size":3}},
              {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},
              {"name":"a","type":{"type":"array","items":["null","int"]}},
              {"name":"m","type":{"type":"map","values":"string"}},
              {"name":"r","type":["null","Every"]}]}
            """);

    private static final Schema LOGICAL = new Schema.Parser().parse("""
            {"type":"record","name":"Logical","fields":[
              {"name":"p","type":{"type":"bytes","logicalType":"decimal","precision":31,"scale":5}},
              {"name":"q","type":{"type":"fixed","name":"Q","size":7,"logicalType":"decimal","precision":12,"scale":2}},
              {"name":"d","type":{"type":"int","logicalType":"date"}},
              {"name":"t","type":{"type":"int","logicalType":"time-millis"}},
              {"name":"u","type":{"type":"long","logicalType":"time-micros"}},
              {"name":"a","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"b","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"c","type":{"type":"long","logicalType":"timestamp-nanos"}},
              {"name":"e","type":{"type":"long","logicalType":"local-timestamp-millis"}},
              {"name":"f","type":{"type":"long","logicalType":"local-timestamp-micros"}},
              {"name":"g","type":{"type":"long","logicalType":"local-timestamp-nanos"}},
              {"name":"v","type":{"type":"string","logicalType":"uuid"}},
              {"name":"w","type":{"type":"fixed","name":"W","size":16,"logicalType":"uuid"}}]}
            """);

    private static Value read(Schema schema, byte[] bytes) throws Rejection {
        return AvroValues.read(schema, ByteBuffer.wrap(bytes));
    }

    private static Value read(String schema, String hex) throws Rejection {
        return read(new Schema.Parser().parse(schema), HexFormat.of().parseHex(hex));
    }

    private static void refused(RejectionReason reason, String schema, String hex) {
        Rejection rejection = assertThrows(Rejection.class, () -> read(schema, hex));
        assertEquals(reason, rejection.reason());
        assertEquals("value", rejection.place());
    }

    private static byte[] random(Schema schema, long seed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            Object datum = new RandomData(schema, 1, seed).iterator().next();
            new GenericDatumWriter<Object>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What is read is what Avro's own reader reads; damaged bytes are read so or refused. */
    private static int agreements(Schema schema, SplittableRandom random) throws IOException {
        int read = 0;
        for (int i = 0; i < FormatFuzz.INPUTS; i++) {
            byte[] bytes = random(schema, i);
            for (int j = random.nextInt(3); j > 0 && bytes.length > 0; j--) {
                bytes = damaged(bytes, random);
            }
            try {
                Value value = read(schema, bytes);
                read++;
                String input = HexFormat.of().formatHex(bytes);
                assertEquals(LibraryValues.read(schema, bytes), value, input);
            } catch (Rejection refused) {
                assertEquals("value", refused.place());
            }
        }
        return read;
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        byte[] damaged = random.nextInt(3) == 0 ? Arrays.copyOf(bytes, at) : bytes.clone();
        if (at < damaged.length) {
            damaged[at] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    @Test
    void every_type_is_read_as_avros_own_reader_does_or_refused() throws IOException {
        int read = agreements(EVERY_TYPE, new SplittableRandom(1));
        assertTrue(read > FormatFuzz.INPUTS / 100 && read < FormatFuzz.INPUTS, "read " + read);
    }

    @ParameterizedTest
    @CsvSource({"-1234567890123456789012345612345, -12345678901234567890123456.12345", "0, 0.00000", "-1, -0.00001"})
    void a_decimal_keeps_all_its_digits(String unscaled, String number) throws Rejection {
        byte[] digits = new BigInteger(unscaled).toByteArray();
        String hex = HexFormat.of().formatHex(new byte[] {(byte) (2 * digits.length)})
                + HexFormat.of().formatHex(digits);
        assertEquals(
                new Value.Decimal(new BigDecimal(number)),
                read("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":31,\"scale\":5}", hex));
    }

    @Test
    void logical_types_are_read_as_avros_own_conversions_do() throws Exception {
        int compared = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            byte[] bytes = logical(new SplittableRandom(seed));
            assertEquals(LibraryValues.read(LOGICAL, bytes), read(LOGICAL, bytes), "seed " + seed);
            compared++;
        }
        assertEquals(2_000, compared);
    }

    private static byte[] logical(SplittableRandom random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        byte[] number = new byte[random.nextInt(1, 13)];
        random.nextBytes(number);
        out.writeBytes(number);
        byte[] fixed = new byte[7];
        random.nextBytes(fixed);
        fixed[0] = 0;
        fixed[1] = 0;
        out.writeFixed(fixed);
        out.writeInt(random.nextInt(-700_000, 2_900_000));
        out.writeInt(random.nextInt(86_400_000));
        out.writeLong(random.nextLong(86_400_000_000L));
        for (int i = 0; i < 2; i++) {
            out.writeLong(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
            out.writeLong(random.nextLong(-60_000_000_000_000_000L, 250_000_000_000_000_000L));
            out.writeLong(random.nextLong());
        }
        out.writeString(new UUID(random.nextLong(), random.nextLong()).toString());
        byte[] uuid = new byte[16];
        random.nextBytes(uuid);
        out.writeFixed(uuid);
        out.flush();
        return bytes.toByteArray();
    }

    @Test
    void a_float_is_the_shortest_decimal_that_gives_it_again() throws Rejection {
        assertEquals(new Value.Decimal(new BigDecimal("0.1")), read("\"float\"", "cdcccc3d"));
        assertEquals(new Value.Decimal(new BigDecimal("0.1")), read("\"double\"", "9a9999999999b93f"));
        refused(RejectionReason.VALUE_OUT_OF_RANGE, "\"float\"", "0000c07f");
        refused(RejectionReason.VALUE_OUT_OF_RANGE, "\"double\"", "000000000000f07f");
    }

    @Test
    void lengths_that_the_record_does_not_have_take_no_memory() {
        refused(RejectionReason.UNDECODABLE, "\"bytes\"", "feffffff0f");
        refused(RejectionReason.UNDECODABLE, "\"string\"", "feffffffffffffffff01");
        refused(RejectionReason.UNDECODABLE, "\"string\"", "01");
        refused(RejectionReason.UNDECODABLE, "{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}", "00");
        refused(RejectionReason.UNDECODABLE, "{\"type\":\"array\",\"items\":\"null\"}", "feffffffffffffffff0100");
        refused(RejectionReason.UNDECODABLE, "{\"type\":\"array\",\"items\":\"null\"}", "ffffffffffffffffff010000");
        String nested = "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}";
        refused(RejectionReason.UNDECODABLE, nested, "a09c01" + "80800400".repeat(10_000) + "00");
    }

    @Test
    void a_schema_that_contains_itself_without_a_byte_between_ends() {
        refused(
                RejectionReason.UNDECODABLE,
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}",
                "");
    }

    @Test
    void text_that_is_no_utf_8_is_not_replaced() {
        refused(RejectionReason.UNDECODABLE, "\"string\"", "02ff");
    }

    @Test
    void what_stands_behind_the_value_is_refused() {
        refused(RejectionReason.UNDECODABLE, "\"int\"", "0200");
    }

    @Test
    void whole_numbers_are_refused_where_they_have_too_many_bits() throws Rejection {
        assertEquals(new Value.Decimal(BigDecimal.valueOf(Long.MIN_VALUE)), read("\"long\"", "ffffffffffffffffff01"));
        refused(RejectionReason.UNDECODABLE, "\"long\"", "ffffffffffffffffff02");
        refused(RejectionReason.UNDECODABLE, "\"int\"", "ffffffffffffffffff01");
    }
}
