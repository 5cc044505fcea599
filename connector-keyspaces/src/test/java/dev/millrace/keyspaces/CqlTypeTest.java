package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ColumnTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types and values in CQL, read back by the driver's own codecs. */
class CqlTypeTest {
    private static final ProtocolVersion PROTOCOL = ProtocolVersion.DEFAULT;

    private static CqlType type(String name) {
        return CqlType.of(ColumnTypes.parse(name).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "smallint; smallint",
                "integer; int",
                "bigint; bigint",
                "numeric(12,2); decimal",
                "char(3); text",
                "varchar(20); text",
                "text; text",
                "boolean; boolean",
                "date; date",
                "time(9); time",
                "timestamp(0); timestamp",
                "timestamp(3); timestamp",
                "timestamp(4); text",
                "timestamp(12); text",
                "binary(8); blob",
                "array<numeric(4,1)>; frozen<list<decimal>>",
                "struct<street text, nr integer>; frozen<tuple<text, int>>",
                "array<struct<at timestamp(6), tags array<text>>>; frozen<list<frozen<tuple<text, frozen<list<text>>>>>>"
            })
    void eachTypeHasItsPlaceInCql(String configured, String cql) {
        assertEquals(cql, type(configured).cql());
    }

    @Test
    void aTimestampOfMillisecondsIsTheInstantInUtc() {
        Value value = new Value.Timestamp(LocalDateTime.parse("2026-03-29T02:30:00.123"), 0);
        assertEquals(
                Instant.parse("2026-03-29T02:30:00.123Z"),
                TypeCodecs.TIMESTAMP.decode(type("timestamp(3)").encode(value), PROTOCOL));
    }

    @Test
    void aTimestampOfMoreDigitsIsTextThatSortsAsTime() {
        Value value = new Value.Timestamp(LocalDateTime.parse("0001-01-01T00:00:00.000000001"), 25);
        assertEquals(
                "0001-01-01T00:00:00.000000001025",
                TypeCodecs.TEXT.decode(type("timestamp(12)").encode(value), PROTOCOL));
    }

    @Test
    void aDecimalKeepsItsScale() {
        Value value = new Value.Decimal(new BigDecimal("-12.50"));
        assertEquals(
                new BigDecimal("-12.50"),
                TypeCodecs.DECIMAL.decode(type("numeric(4,2)").encode(value), PROTOCOL));
    }

    @Test
    void aListIsReadBackInItsOrderAndAnEmptyOneIsNotNull() {
        Value items = new Value.Items(List.of(new Value.Text("b"), new Value.Text(""), new Value.Text("a")));
        assertEquals(
                List.of("b", "", "a"),
                TypeCodecs.listOf(TypeCodecs.TEXT).decode(type("array<text>").encode(items), PROTOCOL));
        ByteBuffer empty = type("array<text>").encode(new Value.Items(List.of()));
        assertEquals(List.of(), TypeCodecs.listOf(TypeCodecs.TEXT).decode(empty, PROTOCOL));
    }

    @Test
    void aTupleKeepsItsNulls() {
        CqlType type = type("struct<a text, b integer, c array<boolean>>");
        Value group = new Value.Group(
                List.of(new Value.Text("x"), Value.Null.NULL, new Value.Items(List.of(new Value.Bool(true)))));
        TupleValue read = CodecRegistry.DEFAULT
                .<TupleValue>codecFor((TupleType) type.type())
                .decode(type.encode(group), PROTOCOL);
        assertEquals("x", read.getString(0));
        assertEquals(true, read.isNull(1));
        assertEquals(List.of(true), read.getList(2, Boolean.class));
    }

    @Test
    void nullIsNoBytes() {
        assertNull(type("text").encode(Value.Null.NULL));
    }
}
