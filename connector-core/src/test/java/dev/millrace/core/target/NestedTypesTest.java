package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedTypesTest {
    private static final ColumnType PRICES =
            ColumnTypes.parse("array<numeric(5,2)>").orElseThrow();
    private static final ColumnType ADDRESS =
            ColumnTypes.parse("struct<city varchar(10), zip_code numeric(5)>").orElseThrow();

    @Test
    void eachElementIsCanonical() throws Rejection {
        assertEquals(
                new Value.Items(List.of(number("1.50"), number("2.00"))),
                PRICES.canonical(new Value.Items(List.of(number("1.5"), new Value.Text("2"))), PLACE));
        assertEquals(new Value.Items(List.of()), PRICES.canonical(new Value.Items(List.of()), PLACE));
    }

    @Test
    void anElementIsRejectedAsAColumnIs() {
        assertRejected(RejectionReason.VALUE_NULL, PRICES, new Value.Items(List.of(Value.Null.NULL)));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, PRICES, new Value.Items(List.of(number("1000"))));
        assertRejected(RejectionReason.VALUE_TYPE, PRICES, number("1"));
    }

    @Test
    void fieldsAreFoundByNameInAnyOrder() throws Rejection {
        Value group = new Value.Group(List.of(new Value.Text("Bern"), number("3000")));
        Row row = new Row.Builder()
                .add("ZIP-CODE", number("3000"))
                .add("CITY", new Value.Text("Bern"))
                .build();
        assertEquals(group, ADDRESS.canonical(new Value.Fields(row), PLACE));
        assertEquals(group, ADDRESS.canonical(group, PLACE));
    }

    @Test
    void aFieldThatIsLeftOutIsNullOnlyWhereTheFormatSaysSo() throws Rejection {
        Row.Builder city = new Row.Builder().add("city", new Value.Text("Bern"));
        assertRejected(RejectionReason.COLUMN_MISSING, ADDRESS, new Value.Fields(city.build()));
        assertEquals(
                new Value.Group(List.of(new Value.Text("Bern"), Value.Null.NULL)),
                ADDRESS.canonical(new Value.Fields(city.buildWithoutNulls()), PLACE));
    }

    @Test
    void fieldsThatAreUnknownOrComeTwiceAreRejected() {
        Row unknown = new Row.Builder()
                .add("city", new Value.Text("a"))
                .add("zip_code", number("1"))
                .add("street", new Value.Text("x"))
                .build();
        assertRejected(RejectionReason.COLUMN_UNKNOWN, ADDRESS, new Value.Fields(unknown));
        Row twice = new Row.Builder()
                .add("city", new Value.Text("a"))
                .add("CITY", new Value.Text("b"))
                .build();
        assertRejected(RejectionReason.COLUMN_DUPLICATE, ADDRESS, new Value.Fields(twice));
        assertRejected(RejectionReason.VALUE_TYPE, ADDRESS, new Value.Items(List.of()));
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }
}
