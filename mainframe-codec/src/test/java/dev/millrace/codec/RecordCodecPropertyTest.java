package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RecordCodecPropertyTest {

    /** Java's name of each code page, for a second opinion on its bytes. */
    private static final Map<String, String> JAVA_NAMES = Map.of("IBM1140", "IBM01140", "IBM1141", "IBM01141");

    @Property(tries = 2000)
    void decodingUndoesEncodingForEveryPictureAndTheBytesAreCanonical(
            @ForAll("numbers") Layouts.NumberField field, @ForAll long seed, @ForAll("codePages") String codePage) {
        RecordCodec codec = codec(field, codePage);
        BigDecimal number = new RandomValues(seed, codec.codePage()).number(field);
        CobolRecord record = CobolRecord.of(codec.copybook(), Map.of("N", CobolValue.number(number)));

        byte[] bytes = codec.encode(record);

        assertArrayEquals(canonical(field, number), bytes);
        assertEquals(record, codec.decode(bytes, 0));
    }

    @Property(tries = 2000)
    void encodingUndoesDecodingOnCanonicalBytes(
            @ForAll("numbers") Layouts.NumberField field, @ForAll long seed, @ForAll("codePages") String codePage) {
        RecordCodec codec = codec(field, codePage);
        BigDecimal number = new RandomValues(seed, codec.codePage()).number(field);
        byte[] bytes = canonical(field, number);

        CobolRecord record = codec.decode(bytes, 0);

        assertEquals(number, record.number("N"));
        assertArrayEquals(bytes, codec.encode(record));
    }

    @Property(tries = 1000)
    void decodingUndoesEncodingForWholeRecords(
            @ForAll("records") Layouts.Branch layout,
            @ForAll long seed,
            @ForAll("codePages") String codePage,
            @ForAll @IntRange(min = 0, max = 20) int offset) {
        Copybook copybook = Copybook.parse("random.cpy", Layouts.source(layout, 0));
        RecordCodec codec = new RecordCodec(copybook, CodePage.of(codePage));
        CobolRecord record = new CobolRecord("REC", new RandomValues(seed, codec.codePage()).group(layout));
        byte[] buffer = new byte[offset + codec.recordLength() + 3];

        codec.encode(record, buffer, offset);

        assertEquals(record, codec.decode(buffer, offset));
        byte[] again = new byte[buffer.length];
        codec.encode(codec.decode(buffer, offset), again, offset);
        assertArrayEquals(buffer, again, "and nothing outside of the record is touched");
    }

    @Property(tries = 1000)
    void textIsWhatJavaMakesOfItsBytes(@ForAll long seed, @ForAll("codePages") String codePage) {
        RecordCodec codec = codec(new Layouts.TextField(30, false), codePage);
        String text = new RandomValues(seed, codec.codePage()).text(30).replace('\u0085', '.');

        byte[] bytes = codec.encode(CobolRecord.of(codec.copybook(), Map.of("N", CobolValue.text(text))));

        Charset charset = Charset.forName(JAVA_NAMES.getOrDefault(codePage, codePage));
        assertArrayEquals((text + " ".repeat(30 - text.length())).getBytes(charset), bytes);
        assertEquals(text, codec.decode(bytes, 0).text("N"));
    }

    /** Spelled with letters and Java's own code page, where the codec computes with bytes. */
    private static byte[] canonical(Layouts.NumberField field, BigDecimal number) {
        if (field.isBlankWhenZero() && number.signum() == 0) {
            return " ".repeat(field.length()).getBytes(Charset.forName("IBM037"));
        }
        boolean negative = number.signum() < 0;
        BigInteger unscaled = number.setScale(field.scale()).unscaledValue();
        if (field.usage() == Usage.BINARY) {
            byte[] bytes = new byte[field.length()];
            Arrays.fill(bytes, (byte) (negative ? 0xFF : 0));
            byte[] shortest = unscaled.toByteArray();
            System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
            return bytes;
        }
        String digits = unscaled.abs().toString();
        digits = "0".repeat(field.digits() - digits.length()) + digits;
        if (field.usage() == Usage.PACKED) {
            String sign = field.sign() == SignPlacement.UNSIGNED ? "F" : negative ? "D" : "C";
            return HexFormat.of().parseHex("0".repeat(field.length() * 2 - digits.length() - 1) + digits + sign);
        }
        int last = digits.length() - 1;
        String spelled = switch (field.sign()) {
            case UNSIGNED -> digits;
            case TRAILING -> digits.substring(0, last) + overpunch(digits.charAt(last), negative);
            case LEADING -> overpunch(digits.charAt(0), negative) + digits.substring(1);
            case TRAILING_SEPARATE -> digits + (negative ? "-" : "+");
            case LEADING_SEPARATE -> (negative ? "-" : "+") + digits;
        };
        return spelled.getBytes(Charset.forName("IBM037"));
    }

    private static String overpunch(char digit, boolean negative) {
        return String.valueOf((negative ? "}JKLMNOPQR" : "{ABCDEFGHI").charAt(digit - '0'));
    }

    private static RecordCodec codec(Layouts.Field field, String codePage) {
        String source = "       01  R.\n           05  N\n           " + field.clauses() + ".\n";
        return new RecordCodec(Copybook.parse("test.cpy", source), CodePage.of(codePage));
    }

    @Provide
    Arbitrary<Layouts.NumberField> numbers() {
        return Layouts.numbers();
    }

    @Provide
    Arbitrary<Layouts.Branch> records() {
        return Layouts.records();
    }

    @Provide
    Arbitrary<String> codePages() {
        return Arbitraries.of(Layouts.CODE_PAGES);
    }
}
