package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private final RecordCodec codec = new RecordCodec(Copybook.parse("test.cpy", """
                   01  R.
                       05  FILLER     PIC 9(2).
                       05  A          PIC X(2).
                       05  FILLER OCCURS 2 TIMES.
                           10  FILLER PIC X.
                       05  FILLER.
                           10  B      PIC 9(2).
                           10  FILLER PIC X.
            """), CodePage.of("IBM037"));

    @Test
    void fillerIsBlankWhateverWasInTheBuffer() {
        byte[] buffer = new byte[codec.recordLength()];
        Arrays.fill(buffer, (byte) 0xFF);

        codec.encode(record(), buffer, 0);

        assertEquals(
                "4040" + "C140" + "4040" + "F0F740",
                HexFormat.of().withUpperCase().formatHex(buffer));
    }

    @Test
    void fillerIsNeitherCheckedNorPartOfTheRecord() {
        byte[] buffer = codec.encode(record());
        buffer[0] = 0;
        buffer[4] = (byte) 0xFF;

        CobolRecord decoded = codec.decode(buffer, 0);

        assertEquals(record(), decoded);
        assertEquals(List.of("A", "B"), decoded.fields().names());
    }

    private CobolRecord record() {
        return CobolRecord.of(codec.copybook(), Map.of("A", CobolValue.text("A"), "B", CobolValue.number(7)));
    }
}
