package dev.millrace.core.format.debezium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTypesTest {
    private final JsonObject json = new JsonObject();

    private Row row(String text) throws Rejection {
        return json.row(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), LeftOutColumns.REJECT);
    }

    private Value read(String schema, String value) throws Rejection {
        return ConnectTypes.of(row(schema)).read(row("{'x':" + value + "}").value(0));
    }

    private Value named(String name, String value) throws Rejection {
        return read("{'type':'any','name':'" + name + "'}", value);
    }

    private void refused(RejectionReason reason, String schema, String value) {
        Rejection rejection = assertThrows(Rejection.class, () -> read(schema, value));
        assertEquals(reason, rejection.reason());
        assertEquals("value", rejection.place());
    }

    @ParameterizedTest
    @CsvSource({"AA==,0.00", "AQ==,0.01", "/w==,-0.01", "AIA=,1.28", "gA==,-1.28", "fw==,1.27"})
    void digits_in_bytes_are_a_number_in_twos_complement(String bytes, String number) throws Rejection {
        String schema = "{'type':'bytes','name':'org.apache.kafka.connect.data.Decimal','parameters':{'scale':'2'}}";
        assertEquals(new Value.Decimal(new BigDecimal(number)), read(schema, "'" + bytes + "'"));
    }

    @Test
    void a_decimal_that_the_converter_wrote_as_a_number_keeps_its_digits() throws Rejection {
        String schema = "{'type':'bytes','name':'org.apache.kafka.connect.data.Decimal','parameters':{'scale':'2'}}";
        assertEquals(new Value.Decimal(new BigDecimal("1.20")), read(schema, "1.20"));
    }

    @Test
    void no_bytes_are_no_number_and_too_many_are_out_of_range() {
        String schema = "{'type':'bytes','name':'org.apache.kafka.connect.data.Decimal','parameters':{'scale':'2'}}";
        refused(RejectionReason.VALUE_TYPE, schema, "''");
        refused(RejectionReason.VALUE_TYPE, schema, "'!'");
        refused(RejectionReason.VALUE_OUT_OF_RANGE, schema, "'" + "AAAA".repeat(200) + "'");
    }

    @Test
    void times_are_exact_on_both_sides_of_1970() throws Rejection {
        assertEquals(
                new Value.Timestamp(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000), 0),
                named("io.debezium.time.MicroTimestamp", "-1"));
        assertEquals(
                new Value.Timestamp(LocalDateTime.of(1970, 1, 1, 0, 0, 1, 1), 0),
                named("io.debezium.time.NanoTimestamp", "1000000001"));
        assertEquals(
                new Value.Timestamp(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000_000), 0),
                named("io.debezium.time.Timestamp", "-999"));
        assertEquals(new Value.Date(LocalDate.of(1969, 12, 31)), named("io.debezium.time.Date", "-1"));
        assertEquals(new Value.Time(LocalTime.of(0, 0, 0, 1_000)), named("io.debezium.time.MicroTime", "1"));
        assertEquals(new Value.Time(LocalTime.of(0, 0, 0, 1)), named("io.debezium.time.NanoTime", "1"));
        assertEquals(new Value.Time(LocalTime.of(23, 59, 59, 999_000_000)), named("io.debezium.time.Time", "86399999"));
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.Date, 2932897",
        "io.debezium.time.Date, -719163",
        "io.debezium.time.Date, 1.5",
        "io.debezium.time.Date, 1E400",
        "io.debezium.time.Time, 86400000",
        "io.debezium.time.MicroTime, -1",
        "io.debezium.time.NanoTimestamp, 9223372036854775808",
        "io.debezium.time.MicroTimestamp, 9223372036825200000",
        "org.apache.kafka.connect.data.Timestamp, -62135596800001",
    })
    void times_that_no_column_has_are_out_of_range(String name, String number) {
        refused(RejectionReason.VALUE_OUT_OF_RANGE, "{'type':'any','name':'" + name + "'}", number);
    }

    @Test
    void text_in_place_of_a_time_is_of_another_type() {
        refused(RejectionReason.VALUE_TYPE, "{'type':'int32','name':'io.debezium.time.Date'}", "'2018-06-01'");
    }

    @Test
    void nested_values_are_read_by_the_schemas_inside() throws Rejection {
        String schema = "{'type':'map','keys':{'type':'string'},'values':{'type':'array','items':{'type':'bytes'}}}";
        assertEquals(
                new Value.Fields(new Row.Builder()
                        .add("a", new Value.Items(List.of(new Value.Binary(new byte[] {1}), Value.Null.NULL)))
                        .build()),
                read(schema, "{'a':['AQ==',null]}"));
    }

    @Test
    void a_map_whose_keys_are_no_text_is_a_list_of_pairs() throws Rejection {
        String schema = "{'type':'map','keys':{'type':'int32'},'values':{'type':'bytes'}}";
        assertEquals(
                new Value.Items(List.of(
                        new Value.Items(List.of(new Value.Decimal(BigDecimal.ONE), new Value.Binary(new byte[] {1}))))),
                read(schema, "[[1,'AQ==']]"));
        refused(RejectionReason.VALUE_TYPE, schema, "[[1]]");
    }
}
