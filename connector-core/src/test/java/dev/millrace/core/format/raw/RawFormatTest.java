package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.SourceHeader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawFormatTest {
    private static final RawFormat FORMAT = new RawFormat(RawKit.TABLES);
    private static final ChangeVersion VERSION =
            ChangeVersion.of(3, HexFormat.of().parseHex("00" + RawKit.TOKEN), 7, 2);
    private static final Instant TIME = Instant.parse("1969-12-31T23:00:00Z");
    private static final Row ONE = new Row.Builder()
            .add("ID", number("1"))
            .add("NAME", Value.Null.NULL)
            .build();
    private static final Row TWO = new Row.Builder()
            .add("ID", number("2.50"))
            .add("OPEN", new Value.Bool(true))
            .build();
    private static final Row ACCOUNT_42 = account(new Row.Builder().add("ACCOUNT_ID", number("42")));

    @Test
    void anInsertHasTheRowAfter() throws Rejection {
        assertEquals(
                new Change("BANK.CARD", Operation.INSERT, VERSION, Optional.empty(), Optional.of(ONE), TIME),
                read(RawKit.json("{'ID':1,'NAME':null}", RawKit.change("BANK.CARD", "I"))));
    }

    @Test
    void anUpdateHasBothRowsAlsoWithAnotherKey() throws Rejection {
        String[] headers = RawKit.change("BANK.CARD", "U", "cdc-before={'ID':1,'NAME':null}");
        assertEquals(
                new Change("BANK.CARD", Operation.UPDATE, VERSION, Optional.of(ONE), Optional.of(TWO), TIME),
                read(RawKit.json("{'ID':2.50,'OPEN':true}", headers)));
    }

    @Test
    void aDeleteHasTheRowBefore() throws Rejection {
        assertEquals(
                new Change("BANK.CARD", Operation.DELETE, VERSION, Optional.of(ONE), Optional.empty(), TIME),
                read(RawKit.json("{'ID':1,'NAME':null}", RawKit.change("BANK.CARD", "D"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdc-token=" + RawKit.TOKEN, "cdc-token=none", "cdc-user=x"})
    void aRowOfTheLoadIsBelowEveryChangeWhateverItsToken(String token) throws Rejection {
        ChangeVersion lowest = ChangeVersion.of(0, new byte[9], 0, 2);
        assertEquals(
                new Change("BANK.CARD", Operation.INSERT, lowest, Optional.empty(), Optional.of(ONE), Instant.EPOCH),
                read(RawKit.json("{'ID':1,'NAME':null}", "cdc-object=BANK.CARD", "cdc-operation=R", token)));
    }

    @Test
    void aRecordOfACopybookIsReadFieldByField() throws Rejection {
        String after = RawKit.ACCOUNT_42.replace("F0F0F0F4F2", "F9F9F9F9F9");
        Change change =
                read(RawKit.ebcdic(after, RawKit.change("BANK.ACCOUNT", "U", "cdc-before=" + RawKit.ACCOUNT_42)));
        assertEquals(Optional.of(ACCOUNT_42), change.before());
        assertEquals(Optional.of(account(new Row.Builder().add("ACCOUNT_ID", number("99999")))), change.after());
        assertEquals(Optional.of(ACCOUNT_42), read(account("D")).before());
        assertEquals(Optional.of(ACCOUNT_42), read(account("I")).after());
        assertEquals(Optional.of(ACCOUNT_42), read(account("R")).after());
    }

    @Test
    void theKeysOfTheParentsComeFirstInBothRows() throws Rejection {
        String[] headers =
                RawKit.change("IMS.ACCOUNT", "U", "cdc-parent-key=F0F0F7", "cdc-before=" + RawKit.ACCOUNT_42);
        Row row = account(
                new Row.Builder().add("CUSTOMER_ACCOUNT_ID", number("7")).add("ACCOUNT_ACCOUNT_ID", number("42")));
        Change change = read(RawKit.ebcdic(RawKit.ACCOUNT_42, headers));
        assertEquals(Optional.of(row), change.before());
        assertEquals(Optional.of(row), change.after());
    }

    @ParameterizedTest
    @CsvSource({
        "cdc-object, TABLE_UNKNOWN",
        "cdc-operation, OPERATION_UNKNOWN",
        "cdc-token, VERSION_MISSING",
        "cdc-ordinal, VERSION_MISSING",
        "cdc-before, IMAGE_MISSING",
        "cdc-parent-key, KEY_MISSING"
    })
    void rejectsARecordWithoutAHeaderAndWithTwoOfIt(String name, RejectionReason missing) {
        List<SourceHeader> headers = whole();
        SourceHeader header = headers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        headers.remove(header);
        assertRejected(missing, name, record(headers));
        headers.add(new SourceHeader(name, null));
        assertRejected(missing, name, record(headers));
        headers.add(header);
        headers.add(header);
        assertRejected(RejectionReason.UNDECODABLE, name, record(headers));
    }

    @ParameterizedTest
    @CsvSource({
        "cdc-object=BANK.OTHER, TABLE_UNKNOWN",
        "cdc-object=bank.account, TABLE_UNKNOWN",
        "cdc-operation=X, OPERATION_UNKNOWN",
        "cdc-operation=u, OPERATION_UNKNOWN",
        "cdc-operation=, OPERATION_UNKNOWN",
        "cdc-token=7D91048BCA00000, VERSION_MISSING",
        "cdc-token=0x91048BCA000000, VERSION_MISSING",
        "cdc-token=0000000000000000, VERSION_IMPLAUSIBLE",
        "cdc-token=FFFFFFFFFFFFFFFFFF, VERSION_IMPLAUSIBLE",
        "cdc-token=F000000000000000, VERSION_IMPLAUSIBLE",
        "cdc-ordinal=-1, VERSION_MISSING",
        "cdc-ordinal=1.5, VERSION_MISSING",
        "cdc-ordinal=18446744073709551616, VERSION_MISSING",
        "cdc-ordinal=, VERSION_MISSING",
        "cdc-before=, UNDECODABLE",
        "cdc-before=F0, UNDECODABLE",
        "cdc-parent-key=F0F0, UNDECODABLE",
        "cdc-parent-key=F0F0F0F0, UNDECODABLE"
    })
    void rejectsAHeaderThatIsMalformed(String header, RejectionReason reason) {
        SourceHeader wrong = RawKit.headers(header).get(0);
        List<SourceHeader> headers = whole();
        headers.replaceAll(each -> each.name().equals(wrong.name()) ? wrong : each);
        assertRejected(reason, wrong.name(), record(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "1", "{", "{}}", "{} {}", "{'a':}", "{'a':NaN}"})
    void rejectsAValueThatIsNotOneObject(String json) {
        assertRejected(RejectionReason.UNDECODABLE, "value", RawKit.json(json, RawKit.change("BANK.CARD", "I")));
    }

    @Test
    void rejectsABeforeImageThatIsNotOneObject() {
        assertRejected(
                RejectionReason.UNDECODABLE,
                "cdc-before",
                RawKit.json("{}", RawKit.change("BANK.CARD", "U", "cdc-before={'a'")));
    }

    @Test
    void rejectsARecordWithoutAValue() {
        assertRejected(RejectionReason.UNDECODABLE, "value", new KitRecord(null, whole()));
    }

    @Test
    void rejectsARecordThatIsLongerOrShorterThanItsCopybookSays() {
        String[] headers = RawKit.change("BANK.ACCOUNT", "I");
        assertRejected(RejectionReason.UNDECODABLE, "value", RawKit.ebcdic(RawKit.ACCOUNT_42 + "40", headers));
        String shorter = RawKit.ACCOUNT_42.substring(2);
        assertRejected(RejectionReason.UNDECODABLE, "value", RawKit.ebcdic(shorter, headers));
    }

    @Test
    void rejectsAFieldThatDoesNotHoldWhatItsPictureSays() {
        assertRejected(
                RejectionReason.UNDECODABLE,
                "ACCOUNT.AMOUNTS.BALANCE",
                RawKit.ebcdic(RawKit.ACCOUNT_42.replace("0012345C", "00123456"), RawKit.change("BANK.ACCOUNT", "I")));
    }

    /** Without the parents' keys, rows of different parents could be one. */
    @Test
    void rejectsKeysOfParentsThatNoCopybookLaysOut() throws Rejection {
        assertRejected(
                RejectionReason.COLUMN_UNKNOWN,
                "cdc-parent-key",
                RawKit.ebcdic(RawKit.ACCOUNT_42, RawKit.change("BANK.ACCOUNT", "I", "cdc-parent-key=F0")));
        String[] root = RawKit.change("BANK.ACCOUNT", "I", "cdc-parent-key=");
        assertEquals(
                Optional.of(ACCOUNT_42),
                read(RawKit.ebcdic(RawKit.ACCOUNT_42, root)).after());
    }

    private static List<SourceHeader> whole() {
        return new ArrayList<>(RawKit.headers(
                RawKit.change("IMS.ACCOUNT", "U", "cdc-parent-key=F0F0F7", "cdc-before=" + RawKit.ACCOUNT_42)));
    }

    private static KitRecord record(List<SourceHeader> headers) {
        return new KitRecord(HexFormat.of().parseHex(RawKit.ACCOUNT_42), headers);
    }

    private static KitRecord account(String operation) {
        return RawKit.ebcdic(RawKit.ACCOUNT_42, RawKit.change("BANK.ACCOUNT", operation));
    }

    private static Row account(Row.Builder row) {
        return row.add("BALANCE", number("123.45"))
                .add("NAME", new Value.Text("Meier"))
                .add("PHONE", new Value.Items(List.of(new Value.Text("123"), new Value.Text(""))))
                .add("CARD", new Value.Items(List.of(card("7", "A"), card("8", "B"))))
                .build();
    }

    private static Value card(String number, String holder) {
        return new Value.Fields(new Row.Builder()
                .add("CARD_NO", number(number))
                .add("SHORT", new Value.Text(holder))
                .build());
    }

    private static Value number(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }

    private static Change read(KitRecord record) throws Rejection {
        return FORMAT.read(record).orElseThrow();
    }

    private static void assertRejected(RejectionReason reason, String place, KitRecord record) {
        Rejection rejection = assertThrows(Rejection.class, () -> read(record));
        assertEquals(reason + " at " + place, rejection.getMessage());
    }
}
