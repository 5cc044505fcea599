package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes that were written down by hand, so that decoder and encoder cannot be wrong together. */
class ZonedDecimalGoldenTest {

    private static final Charset IBM037 = Charset.forName("IBM037");
    private static final String POSITIVE = "{ABCDEFGHI";
    private static final String NEGATIVE = "}JKLMNOPQR";

    @Test
    void overpunchLettersStandForSignAndLastDigit() {
        RecordCodec codec = codec("PIC S9(3)V99.");
        for (int digit = 0; digit <= 9; digit++) {
            byte[] positive = ("0194" + POSITIVE.charAt(digit)).getBytes(IBM037);
            byte[] negative = ("0194" + NEGATIVE.charAt(digit)).getBytes(IBM037);
            BigDecimal expected = new BigDecimal("19.4" + digit);

            assertEquals(expected, codec.decode(positive, 0).number("N"));
            assertEquals(expected.negate(), codec.decode(negative, 0).number("N"));
            assertArrayEquals(positive, codec.encode(record(codec, expected)));
            assertArrayEquals(negative, codec.encode(record(codec, expected.negate())));
        }
    }

    static RecordCodec codec(String clauses) {
        return new RecordCodec(
                Copybook.parse("test.cpy", "       01  R.\n           05  N  " + clauses + "\n"),
                CodePage.of("IBM037"));
    }

    static CobolRecord record(RecordCodec codec, BigDecimal number) {
        return CobolRecord.of(codec.copybook(), Map.of("N", CobolValue.number(number)));
    }
}
