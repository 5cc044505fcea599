package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.TextType.Padding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {

    @Test
    void readsEachTypeByItsName() {
        Map<String, ColumnType> types = Map.ofEntries(
                Map.entry("smallint", DecimalType.whole(2)),
                Map.entry("INTEGER", DecimalType.whole(4)),
                Map.entry("bigint", DecimalType.whole(8)),
                Map.entry("numeric(38, 10)", DecimalType.numeric(38, 10)),
                Map.entry("decimal(5)", DecimalType.numeric(5, 0)),
                Map.entry("char", new TextType(1, Padding.IGNORED)),
                Map.entry("char(4)", new TextType(4, Padding.IGNORED)),
                Map.entry("varchar(30)", new TextType(30, Padding.SIGNIFICANT)),
                Map.entry("text", new TextType(1 << 30, Padding.SIGNIFICANT)),
                Map.entry("boolean", new BoolType()),
                Map.entry("date", new DateType()),
                Map.entry("time(0)", new TimeType(0)),
                Map.entry("timestamp(12)", new TimestampType(12)),
                Map.entry("timestamp", new TimestampType(6)),
                Map.entry("binary(64)", new BinaryType(64)),
                Map.entry("array< numeric(5,2) >", new ArrayType(DecimalType.numeric(5, 2))),
                Map.entry(
                        "struct<city varchar(30), ZIP-CODE array<char(5)>>",
                        new StructType(List.of(
                                new Column("city", new TextType(30, Padding.SIGNIFICANT), true),
                                new Column("ZIP-CODE", new ArrayType(new TextType(5, Padding.IGNORED)), true)))));
        types.forEach((text, type) -> assertEquals(Optional.of(type), ColumnTypes.parse(text), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "money",
                "numeric",
                "numeric(39)",
                "numeric(0)",
                "numeric(5,6)",
                "numeric(5,2,1)",
                "numeric(-5)",
                "numeric(5",
                "numeric 5",
                "char(0)",
                "text(5)",
                "date(1)",
                "time(10)",
                "timestamp(13)",
                "binary(99999999999)",
                "array",
                "array<>",
                "array<text",
                "array<text>>",
                "struct<>",
                "struct<text>",
                "struct<a text,>",
                "struct<a text, a date>",
                "varchar(5,2)"
            })
    void takesNothingElse(String text) {
        assertEquals(Optional.empty(), ColumnTypes.parse(text));
    }

    @Test
    void doesNotNestWithoutEnd() {
        assertEquals(Optional.empty(), ColumnTypes.parse("array<".repeat(50_000) + "text" + ">".repeat(50_000)));
    }
}
