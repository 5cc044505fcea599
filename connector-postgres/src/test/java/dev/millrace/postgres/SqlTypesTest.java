package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int2; smallint",
                "INT; integer",
                "BigInt; bigint",
                "decimal( 12 , 2 ); numeric(12,2)",
                "numeric(5); numeric(5,0)",
                "char; character(1)",
                "CHAR(4); character(4)",
                "varchar(50); character varying(50)",
                "character  varying (50); character varying(50)",
                "varchar; character varying",
                "text; text",
                "bool; boolean",
                "date; date",
                "time; time without time zone",
                "time(3); time(3) without time zone",
                "timestamp; timestamp without time zone",
                "timestamp(0) without time zone; timestamp(0) without time zone",
                "bytea; bytea",
                "Numeric; numeric",
                "dec; numeric",
                "float4; real",
                "float8; double precision",
                "float; double precision",
                "Double  Precision; double precision",
                "timestamptz; timestamp with time zone",
                "timestamptz(3); timestamp(3) with time zone",
                "timestamp (0) with time zone; timestamp(0) with time zone",
                "json; json",
                "JSONB; jsonb",
                "uuid; uuid",
                "int[]; integer[]",
                "varchar(5) [3]; character varying(5)[]",
                "timestamptz(3)[]; timestamp(3) with time zone[]"
            })
    void readsWhatPeopleWriteIntoWhatTheCatalogShows(String written, String shown) {
        Optional<SqlType> type = SqlTypes.parse(written);

        assertEquals(Optional.of(shown), type.map(SqlType::sql));
        assertEquals(type, SqlTypes.parse(shown), "both are one type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "numeric(0,0)",
                "numeric(1001,2)",
                "numeric(3,-2)",
                "real(3)",
                "double",
                "jsonb(3)",
                "uuid(16)",
                "timestamptz(7)",
                "timestamp with time",
                "timestamptz with time zone",
                "timetz",
                "time with time zone",
                "time(3) with time zone",
                "time(7)",
                "interval",
                "text[][]",
                "[]",
                "interval[]",
                "bpchar",
                "char(0)",
                "date without time zone",
                "date with time zone",
                "bigint(3)",
                "bytea(5)",
                "\"char\"",
                "text(3,4)",
                "int;--"
            })
    void knowsNoOthers(String type) {
        assertEquals(Optional.empty(), SqlTypes.parse(type));
    }
}
