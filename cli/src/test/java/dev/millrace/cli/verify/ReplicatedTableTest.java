package dev.millrace.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceColumn.Presence;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How targets take what is neither text nor a number of fixed scale, and how it is compared. */
final class ReplicatedTableTest {
    private static final SourceTable TABLE = new SourceTable(
            "VSAM",
            "T",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(3, 0)),
                    new SourceColumn("RATE", new ColumnKind.Floating(), Presence.SOMETIMES),
                    new SourceColumn(
                            "PARTS",
                            new ColumnKind.Array(new ColumnKind.Struct(List.of(
                                    new SourceColumn("NAME", new ColumnKind.Text(3), Presence.SOMETIMES),
                                    new SourceColumn("AMOUNT", new ColumnKind.Decimal(5, 2)))))),
                    new SourceColumn("NOTE", new ColumnKind.Text(3), Presence.SOMETIMES)),
            List.of("ID"));
    private static final SourceRow ROW = SourceRow.of(
            TABLE,
            List.of(
                    BigDecimal.ONE,
                    new BigDecimal("0.1"),
                    List.of(List.of("a", new BigDecimal("1.50")), List.of(SourceNull.NULL, new BigDecimal("0.00"))),
                    SourceNull.NULL));

    @Test
    void a_column_without_a_type_is_ignored() {
        ReplicatedTable postgres = ReplicatedTable.of(TargetKind.POSTGRES, TABLE);
        assertEquals(List.of("PARTS"), postgres.ignored());
        assertEquals(
                List.of("ID", "RATE", "NOTE"),
                postgres.table().columns().stream().map(SourceColumn::name).toList());
        assertEquals(List.of(), ReplicatedTable.of(TargetKind.REDIS, TABLE).ignored());
    }

    @Test
    void null_is_no_value_and_a_float_has_the_digits_of_its_column() {
        ReplicatedTable redis = ReplicatedTable.of(TargetKind.REDIS, TABLE);
        assertEquals(
                "{id=1, rate=0.1000000000, parts=[{\"name\":\"a\",\"amount\":1.50},{\"name\":null,\"amount\":0.00}]}",
                shown(redis.row(ROW)));
        SourceRow tiny = ROW.with("RATE", new BigDecimal("0.00000000001"));
        assertThrows(ArithmeticException.class, () -> redis.row(tiny));
    }

    @Test
    void attributes_have_one_form_however_the_store_spells_them() throws Exception {
        SourceRow row = ReplicatedTable.of(TargetKind.DYNAMODB, TABLE).row(ROW);
        String expected =
                "[{\"M\":{\"amount\":{\"N\":\"1.5\"},\"name\":{\"S\":\"a\"}}},{\"M\":{\"amount\":{\"N\":\"0\"}}}]";
        assertEquals(
                expected,
                DynamoDbAttributes.content(row.table().columns().get(2).kind(), row.value(2))
                        .toString());
        String stored = "[{'M':{'name':{'S':'a'},'amount':{'N':'1.50'}}},{'M':{'amount':{'N':'0.00'}}}]";
        assertEquals(
                expected,
                DynamoDbAttributes.canonical(new ObjectMapper().readTree(stored.replace('\'', '"')))
                        .toString());
    }

    private static String shown(SourceRow row) {
        StringBuilder text = new StringBuilder();
        StoredValue.plain(row)
                .forEach((column, value) -> text.append(text.isEmpty() ? "{" : ", ")
                        .append(column)
                        .append('=')
                        .append(value.text()));
        return text.append('}').toString();
    }
}
