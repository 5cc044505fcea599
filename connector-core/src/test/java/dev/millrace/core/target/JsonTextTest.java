package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void whatFormatsReadByTheirSchemasIsTextInsideOfGroupsAndArrays() throws Rejection {
        LocalDate day = LocalDate.of(2018, 6, 1);
        Row row = new Row.Builder()
                .add("day", new Value.Date(day))
                .add("at", new Value.Time(LocalTime.of(13, 0, 10)))
                .add("exact", new Value.Timestamp(day.atTime(13, 18, 41, 780_264_000), 120))
                .add("bytes", new Value.Binary(new byte[] {0, (byte) 0xFF}))
                .add("number", new Value.Decimal(new BigDecimal("1.50")))
                .build();
        assertEquals(
                "[{\"day\":\"2018-06-01\",\"at\":\"13:00:10\",\"exact\":\"2018-06-01T13:18:41.78026400012\","
                        + "\"bytes\":\"00ff\",\"number\":1.50}]",
                JsonText.of(new Value.Items(List.of(new Value.Fields(row))), "place"));
    }
}
