package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    @Test
    void writesOneObjectALineWithFullScaleAndWithoutFiller() throws IOException {
        Copybook copybook = Copybook.parse("order.cpy", """
                       01  ORDER-RECORD.
                           05  NAME      PIC X(10).
                           05  FILLER    PIC X(3).
                           05  TOTALS.
                               10  NET   PIC S9(5)V99.
                               10  RATE  PIC V9(8).
                           05  QUANTITY  PIC 9(3) OCCURS 2 TIMES.
                           05  BIG       PIC 9(31).
                """);
        CobolRecord record = CobolRecord.of(
                copybook,
                Map.of(
                        "NAME", CobolValue.text("A \"b\"\u0000 \u00e9"),
                        "TOTALS",
                                CobolValue.Group.of(Map.of(
                                        "NET", CobolValue.number(new BigDecimal("-194")),
                                        "RATE", CobolValue.number(new BigDecimal("0.00000001")))),
                        "QUANTITY", new CobolValue.Table(List.of(CobolValue.number(1), CobolValue.number(20))),
                        "BIG", CobolValue.number(new BigDecimal("1E30"))));
        RecordCodec codec = new RecordCodec(copybook, CodePage.of("IBM037"));
        CobolRecord decoded = codec.decode(codec.encode(record), 0);

        StringWriter out = new StringWriter();
        try (RecordJson json = new RecordJson(out)) {
            json.write(decoded);
            json.write(decoded);
        }

        String line = "{\"NAME\":\"A \\\"b\\\"\\u0000 \u00e9\",\"TOTALS\":{\"NET\":-194.00,\"RATE\":0.00000001},"
                + "\"QUANTITY\":[1,20],\"BIG\":1000000000000000000000000000000}\n";
        assertEquals(line + line, out.toString());
    }

    @Test
    void writesNoExponentEvenForNumbersThatWereNotDecoded() throws IOException {
        StringWriter out = new StringWriter();
        try (RecordJson json = new RecordJson(out)) {
            json.write(
                    new CobolRecord("R", CobolValue.Group.of(Map.of("N", CobolValue.number(new BigDecimal("1E+3"))))));
        }
        assertEquals("{\"N\":1000}\n", out.toString());
    }
}
