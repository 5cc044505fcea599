package dev.millrace.codec.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordColumnsTest {

    @Test
    void takesGroupsAwayAndLeavesFillerOut() {
        assertEquals(List.of("ACCOUNT_ID", "CREDIT_LIMIT", "STREET", "BRANCH"), names("""
                01 account.
                  05 Account-Id PIC 9(11).
                  05 FILLER PIC X(3).
                  05 LIMITS.
                    10 CREDIT-LIMIT PIC 9(4).
                    10 FILLER.
                      15 STREET PIC X.
                  05 BRANCH PIC X(4).
                """));
    }

    @Test
    void putsGroupsBeforeANameUntilItIsUnique() {
        assertEquals(List.of("HOME_STREET", "OLD_HOME_ZIP", "CITY", "WORK_STREET", "NEW_HOME_ZIP", "ZIP"), names("""
                01 PERSON.
                  05 OLD.
                    10 HOME.
                      15 STREET PIC X.
                      15 ZIP PIC X.
                      15 CITY PIC X.
                  05 NEW.
                    10 WORK.
                      15 STREET PIC X.
                    10 HOME.
                      15 ZIP PIC X.
                  05 ZIP PIC X.
                """));
    }

    @Test
    void aNameThatIsAnothersWithItsGroupIsToldApartToo() {
        assertEquals(List.of("A_B", "X_A_B", "X_B"), names("""
                01 R.
                  05 A-B PIC X.
                  05 X.
                    10 A.
                      15 B PIC X.
                    10 B PIC X.
                """));
    }

    @Test
    void aTableIsOneColumnWithColumnsOfItsOwn() {
        RecordColumns columns = RecordColumns.of(copybook("""
                01 R.
                  05 ID PIC 9.
                  05 PHONE PIC X OCCURS 2.
                  05 LINES OCCURS 2.
                    10 ID PIC 9.
                    10 PRICE.
                      15 NET PIC 9.
                      15 ID PIC 9.
                """));
        assertEquals(
                List.of("ID", "PHONE", "LINES"),
                columns.columns().stream().map(RecordColumn::name).toList());
        assertEquals(true, columns.columns().get(1).fields().isEmpty());
        assertEquals(
                List.of("ID", "NET", "PRICE_ID"),
                columns.columns().get(2).fields().orElseThrow().columns().stream()
                        .map(RecordColumn::name)
                        .toList());
    }

    @Test
    void theNamesOfRecordsThatMakeOneRowAreDistinct() {
        List<RecordColumns> columns = RecordColumns.ofOneRow(List.of(
                copybook("01 CUSTOMER.\n  05 ID PIC 9.\n"), copybook("01 ACCT.\n  05 ID PIC 9.\n  05 KIND PIC X.\n")));
        assertEquals(
                List.of(List.of("CUSTOMER_ID"), List.of("ACCT_ID", "KIND")),
                columns.stream()
                        .map(each ->
                                each.columns().stream().map(RecordColumn::name).toList())
                        .toList());
    }

    @Test
    void refusesTwoFieldsThatNoGroupTellsApart() {
        CodecException refused = assertThrows(CodecException.class, () -> names("""
                01 R.
                  05 C.
                    10 A-B PIC X.
                  05 C-A.
                    10 B PIC X.
                    10 A-B PIC X.
                  05 C-A-B PIC X.
                """));
        assertEquals(ErrorCode.COPYBOOK_UNSUPPORTED, refused.code());
        assertEquals("test.cpy, line 7, item C-A-B", refused.place().toString());
    }

    @Test
    void valuesComeInTheOrderOfTheColumnsAndGoBackIntoTheirGroups() {
        RecordColumns columns = RecordColumns.of(copybook("""
                01 R.
                  05 A PIC 9.
                  05 G.
                    10 H.
                      15 B PIC X.
                    10 C PIC 9 OCCURS 2.
                """));
        CobolValue table = new CobolValue.Table(List.of(CobolValue.number(3), CobolValue.number(4)));
        CobolValue.Group record = CobolValue.Group.of(Map.of("A", CobolValue.number(1)));
        CobolValue.Group inner = CobolValue.Group.of(Map.of("B", CobolValue.text("x")));
        record = new CobolValue.Group(
                List.of("A", "G"),
                List.of(record.get("A"), new CobolValue.Group(List.of("H", "C"), List.of(inner, table))));
        List<CobolValue> values = List.of(CobolValue.number(1), CobolValue.text("x"), table);
        assertEquals(values, columns.values(record));
        assertEquals(record, columns.record(values));
        assertThrows(IllegalArgumentException.class, () -> columns.record(values.subList(0, 2)));
    }

    private static List<String> names(String source) {
        return RecordColumns.of(copybook(source)).columns().stream()
                .map(RecordColumn::name)
                .toList();
    }

    private static Copybook copybook(String source) {
        return Copybook.parse("test.cpy", source);
    }
}
