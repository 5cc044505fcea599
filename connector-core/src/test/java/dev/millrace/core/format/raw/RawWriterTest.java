package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.WrittenRecord;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RawWriterTest {
    private static final RawWriter WRITER = new RawWriter(RawKit.TABLES);
    private static final RawFormat FORMAT = new RawFormat(RawKit.TABLES);
    private static final String ACCOUNT_42 = """
            {"customer-account-id": 7, "ACCOUNT_ACCOUNT_ID": 42, "BALANCE": 123.45, "NAME": "Meier", "PHONE": ["123", ""],
             "CARD": [{"CARD-NO": 7, "SHORT": "A"}, {"CARD-NO": 8, "SHORT": "B"}]}""";

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whatItWritesIsRead(Operation operation) throws Rejection {
        Change json = written("BANK.CARD", operation, "{\"ID\":1}");
        assertEquals("Row[ID]", json.image().toString());
        Change record = written("IMS.ACCOUNT", operation, ACCOUNT_42);
        Row read = FORMAT.read(
                        RawKit.ebcdic(RawKit.ACCOUNT_42, RawKit.change("IMS.ACCOUNT", "I", "cdc-parent-key=F0F0F7")))
                .orElseThrow()
                .image();
        assertEquals(read, record.image());
        assertEquals(
                operation == Operation.UPDATE,
                record.before().isPresent() && record.after().isPresent());
    }

    /** The row's own canary counts on it: FILLER is blank. */
    @Test
    void recordsAreWrittenAsTheirCopybookSays() throws Rejection {
        WrittenRecord record = WRITER.write(RawKit.written("IMS.ACCOUNT", Operation.INSERT, ACCOUNT_42));
        assertEquals(
                RawKit.ACCOUNT_42.replace("0000F1", "4040F1"),
                HexFormat.of().withUpperCase().formatHex(record.value()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42, | 4200000, | VALUE_OUT_OF_RANGE at ACCOUNT.ACCOUNT-ID",
                "123.45 | 123.456 | VALUE_OUT_OF_RANGE at ACCOUNT.AMOUNTS.BALANCE",
                "\"Meier\" | \"Meier-Huber\" | VALUE_TOO_LONG at ACCOUNT.NAME",
                "\"Meier\" | 5 | VALUE_TYPE at ACCOUNT.NAME",
                "\"Meier\" | true | VALUE_TYPE at NAME",
                "\"Meier\" | null | VALUE_TYPE at ACCOUNT.NAME",
                "\"Meier\" | {} | VALUE_TYPE at NAME",
                "[\"123\", \"\"] | [] | VALUE_OUT_OF_RANGE at ACCOUNT.PHONE",
                "\"SHORT\": \"A\" | \"LONG\": 1 | COLUMN_MISSING at SHORT",
                "\"SHORT\": \"A\" | \"SHORT\": \"A\", \"LONG\": 1 | COLUMN_UNKNOWN at value",
                "\"NAME\": | \"NAMES\": | COLUMN_MISSING at NAME",
                "\"NAME\": | \"X\": 1, \"NAME\": | COLUMN_UNKNOWN at value",
                "\"NAME\": | \"name\": \"x\", \"NAME\": | COLUMN_DUPLICATE at value"
            })
    void aRowThatTheRecordsCannotHaveIsRejected(String part, String wrong, String rejected) {
        String image = ACCOUNT_42.replace(part, wrong);
        Rejection rejection = assertThrows(
                Rejection.class, () -> WRITER.write(RawKit.written("IMS.ACCOUNT", Operation.INSERT, image)));
        assertEquals(rejected, rejection.getMessage());
    }

    private static Change written(String table, Operation operation, String image) throws Rejection {
        WrittenRecord record = WRITER.write(RawKit.written(table, operation, image));
        Change change =
                FORMAT.read(new KitRecord(record.value(), record.headers())).orElseThrow();
        assertEquals(operation, change.operation());
        return change;
    }
}
