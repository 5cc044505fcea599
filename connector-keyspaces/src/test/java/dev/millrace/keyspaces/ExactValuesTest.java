package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values come back from a Cassandra as they were, digit for digit. */
class ExactValuesTest {
    private final TestCassandra cassandra = TestCassandra.create();

    @Test
    void everyTypeKeepsItsValue() {
        try (KeyspacesTarget target = KeyspacesTarget.open(cassandra
                .settings(Tables.settings(
                        "t",
                        List.of("id"),
                        "id numeric(38,2)",
                        "small smallint",
                        "wide numeric(38,10)",
                        "day date",
                        "at time(9)",
                        "ms timestamp(3)",
                        "picos timestamp(12)",
                        "bytes binary(10)",
                        "empty text",
                        "items array<array<numeric(4,1)>>",
                        "person struct<name text, born date, phones array<text>>"))
                .build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            BigDecimal most = new BigDecimal("999999999999999999999999999999999999.90");
            Value items = new Value.Items(List.of(
                    new Value.Items(List.of(new Value.Decimal(new BigDecimal("1.5")))), new Value.Items(List.of())));
            Value person = new Value.Group(
                    List.of(new Value.Text("A"), Value.Null.NULL, new Value.Items(List.of(new Value.Text("1")))));
            assertEquals(
                    List.of(Outcome.APPLIED),
                    Writes.write(
                            target,
                            Writes.upsert(
                                    table,
                                    1,
                                    most,
                                    -32_768,
                                    new BigDecimal("-0.0000000001"),
                                    "9999-12-31",
                                    "23:59:59.999999999",
                                    "0001-01-01T00:00:00.001",
                                    "2018-06-01-13.18.41.780264123456",
                                    new byte[] {0, -1},
                                    "",
                                    items,
                                    person)));
        }
        Row row = cassandra
                .session()
                .execute("SELECT * FROM " + cassandra.keyspace() + ".t")
                .one();
        assertEquals(new BigDecimal("999999999999999999999999999999999999.90"), row.getBigDecimal("id"));
        assertEquals((short) -32_768, row.getShort("small"));
        assertEquals(new BigDecimal("-0.0000000001"), row.getBigDecimal("wide"));
        assertEquals(LocalDate.of(9999, 12, 31), row.getLocalDate("day"));
        assertEquals(LocalTime.MAX, row.getLocalTime("at"));
        assertEquals(Instant.parse("0001-01-01T00:00:00.001Z"), row.getInstant("ms"));
        assertEquals("2018-06-01T13:18:41.780264123456", row.getString("picos"));
        assertEquals(2, row.getByteBuffer("bytes").remaining());
        assertEquals("", row.getString("empty"));
        assertEquals(List.of(List.of(new BigDecimal("1.5")), List.of()), row.getObject("items"));
        TupleValue person = row.getTupleValue("person");
        assertEquals("A", person.getString(0));
        assertEquals(true, person.isNull(1));
        assertEquals(List.of("1"), person.getList(2, String.class));
    }

    /** 1 and 1.00 are one key: the column's scale is that of every value. */
    @Test
    void aDecimalKeyHasOneSpelling() {
        try (KeyspacesTarget target = KeyspacesTarget.open(cassandra
                .settings(Tables.settings("d", List.of("id"), "id numeric(5,2)", "v text"))
                .build())) {
            TargetTable table = target.table("S.D").orElseThrow();
            Writes.write(target, Writes.upsert(table, 1, new BigDecimal("1"), "a"));
            Writes.write(target, Writes.upsert(table, 2, new BigDecimal("1.00"), "b"));
        }
        assertEquals(List.of("1.00|b"), cassandra.query("SELECT id, v FROM KS.d"));
    }
}
