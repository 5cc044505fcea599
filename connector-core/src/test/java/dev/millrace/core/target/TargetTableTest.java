package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ColumnRules.MissingColumns;
import dev.millrace.core.target.TextType.Padding;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTableTest {
    private static final TargetTable TABLE = new TargetTable(
            "account",
            List.of(
                    new Column("account_id", DecimalType.numeric(5, 0), false),
                    new Column("owner", new TextType(3, Padding.SIGNIFICANT), false),
                    new Column("branch", new TextType(4, Padding.IGNORED), false),
                    new Column("note", new TextType(3, Padding.SIGNIFICANT), true)),
            List.of(2, 0));

    @Test
    void oneRowHasOneKeyHoweverItIsWritten() throws Rejection {
        RowKey key = new RowKey(text("A"), number("7"));
        assertEquals(key, TABLE.key(image("ACCOUNT-ID", number("7.0"), "BRANCH", text("A   "))));
        assertEquals(key, TABLE.key(image("branch", text("A"), "account_id", text("7"))));
        assertEquals(key, TABLE.keyOf(TABLE.row(full())));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aKeyOfAnyTypeIsOneKeyInAllItsSpellings(ColumnType type, List<Value> spellings) throws Rejection {
        TargetTable table = new TargetTable("t", List.of(new Column("k", type, false)), List.of(0));
        Set<RowKey> keys = new HashSet<>();
        for (Value spelling : spellings) {
            keys.add(table.key(image("K", spelling)));
            keys.add(table.keyOf(table.row(image("K", spelling))));
        }
        assertEquals(1, keys.size());
    }

    static Stream<Arguments> spellings() {
        LocalDateTime noon = LocalDateTime.of(2018, 6, 1, 12, 0);
        return Stream.of(
                Arguments.of(new TextType(4, Padding.IGNORED), List.of(text("A"), text("A "), text("A   "))),
                Arguments.of(
                        DecimalType.numeric(9, 2),
                        List.of(number("1"), number("1.00"), number("1.000"), number("1E0"), text("1"), text("+1.0"))),
                Arguments.of(DecimalType.whole(4), List.of(number("0"), number("-0.00"), text("0"), text("-0"))),
                Arguments.of(new DateType(), List.of(text("2018-06-01"), new Value.Date(noon.toLocalDate()))),
                Arguments.of(
                        new TimeType(6),
                        List.of(
                                text("12.00.00"),
                                text("12:00:00"),
                                text("12:00:00.0"),
                                text("12.00.00.000000000000"),
                                new Value.Time(noon.toLocalTime()))),
                Arguments.of(
                        new TimestampType(6),
                        List.of(
                                text("2018-06-01-12.00.00"),
                                text("2018-06-01T12:00:00"),
                                text("2018-06-01 12:00:00.000"),
                                text("2018-06-01-12.00.00.000000000000"),
                                new Value.Timestamp(noon, 0))),
                Arguments.of(
                        new BinaryType(4), List.of(text("0aff"), text("0AFF"), new Value.Binary(new byte[] {10, -1}))));
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void keysThatTheTargetTellsApartAreTwo(ColumnType type, Value one, Value other) throws Rejection {
        TargetTable table = new TargetTable("t", List.of(new Column("k", type, false)), List.of(0));
        assertNotEquals(table.key(image("K", one)), table.key(image("K", other)));
    }

    static Stream<Arguments> neighbours() {
        TextType text = new TextType(9, Padding.SIGNIFICANT);
        return Stream.of(
                Arguments.of(text, text("A"), text("A ")),
                Arguments.of(text, text("A"), text("a")),
                Arguments.of(text, text("\u00e9"), text("e\u0301")),
                Arguments.of(new TextType(9, Padding.IGNORED), text("A"), text(" A")),
                Arguments.of(new TextType(9, Padding.IGNORED), text("A"), text("A\u00a0")),
                Arguments.of(DecimalType.numeric(9, 2), number("1"), number("1.01")));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aKeyThatWouldLoseSomethingInTheTargetIsRejectedNotMerged(ColumnType type, Value value) {
        TargetTable table = new TargetTable("t", List.of(new Column("k", type, false)), List.of(0));
        Rejection rejection = assertThrows(Rejection.class, () -> table.key(image("K", value)));
        assertTrue(Set.of(RejectionReason.VALUE_OUT_OF_RANGE, RejectionReason.VALUE_TOO_LONG)
                .contains(rejection.reason()));
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(DecimalType.numeric(9, 2), number("1.005")),
                Arguments.of(DecimalType.whole(8), text("0.5")),
                Arguments.of(new TimeType(3), text("12.00.00.0001")),
                Arguments.of(new TimestampType(6), text("2018-06-01-12.00.00.000000000001")),
                Arguments.of(new TextType(3, Padding.IGNORED), text("ABCD")),
                Arguments.of(new BinaryType(1), text("0aff")));
    }

    @Test
    void aRowHasTheColumnsOrderAndCanonicalValues() throws Rejection {
        assertEquals(List.of(number("7"), text("me"), text("A"), Value.Null.NULL), TABLE.row(full()));
    }

    @Test
    void aKeyNeedsAllItsColumns() {
        assertRejected(RejectionReason.KEY_MISSING, () -> TABLE.key(image("BRANCH", text("A"))));
        assertRejected(
                RejectionReason.KEY_MISSING,
                () -> TABLE.key(image("BRANCH", Value.Null.NULL, "ACCOUNT_ID", number("7"))));
        assertRejected(
                RejectionReason.KEY_MISSING,
                () -> TABLE.row(image("OWNER", text("me"), "NOTE", Value.Null.NULL, "BRANCH", text("A"))));
        assertRejected(
                RejectionReason.KEY_MISSING,
                () -> TABLE.row(image(
                        "ACCOUNT_ID", Value.Null.NULL, "OWNER", text("me"), "NOTE", text(""), "BRANCH", text("A"))));
    }

    @Test
    void aFullImageNeedsAllColumns() {
        assertRejected(
                RejectionReason.COLUMN_MISSING,
                () -> TABLE.row(image("ACCOUNT_ID", number("7"), "OWNER", text("me"), "BRANCH", text("A"))));
    }

    @Test
    void aColumnThatIsLeftOutIsNullOnlyOfASourceThatLeavesNullsOut() throws Rejection {
        Row.Builder image = new Row.Builder().add("ACCOUNT_ID", number("7")).add("BRANCH", text("A"));
        assertRejected(
                RejectionReason.VALUE_NULL,
                () -> TABLE.row(new Row.Builder()
                        .add("ACCOUNT_ID", number("7"))
                        .add("BRANCH", text("A"))
                        .buildWithoutNulls()));
        image.add("OWNER", text("me"));
        assertEquals(TABLE.row(full()), TABLE.row(image.buildWithoutNulls()));
        assertRejected(RejectionReason.COLUMN_MISSING, () -> TABLE.row(image.build()));
    }

    @Test
    void aKeyColumnThatIsLeftOutIsMissingWhateverTheSourceLeavesOut() {
        Row image = new Row.Builder()
                .add("ACCOUNT_ID", number("7"))
                .add("OWNER", text("me"))
                .buildWithoutNulls();
        assertRejected(RejectionReason.KEY_MISSING, () -> TABLE.row(image));
        assertRejected(RejectionReason.KEY_MISSING, () -> TABLE.key(image));
    }

    @Test
    void aColumnThatIsIgnoredIsPassedOverInAnySpellingAndAnyOtherIsStillRejected() throws Rejection {
        TargetTable table = new TargetTable(
                "t", List.of(new Column("id", DecimalType.whole(4), false)), List.of(0), Set.of("FILLER-1"));
        for (String filler : List.of("FILLER-1", "FILLER_1", "filler_1")) {
            Row image = image("ID", number("7"), filler, text("x"), filler, text("y"));
            assertEquals(List.of(number("7")), table.row(image));
            assertEquals(new RowKey(number("7")), table.key(image));
        }
        assertRejected(
                RejectionReason.COLUMN_UNKNOWN, () -> table.row(image("ID", number("7"), "FILLER-2", text("x"))));
        assertRejected(
                RejectionReason.COLUMN_UNKNOWN, () -> table.key(image("ID", number("7"), "FILLER-2", text("x"))));
    }

    @Test
    void whoeverMeetsAnUnknownColumnDecidesAboutIt() throws Rejection {
        List<String> met = new ArrayList<>();
        UnknownColumns unknown = (table, column) -> met.add(table + "." + column);
        TargetTable table = new TargetTable(
                "t",
                List.of(new Column("id", DecimalType.whole(4), false)),
                List.of(0),
                new ColumnRules(Set.of("FILLER"), unknown, MissingColumns.REJECTED));

        assertEquals(List.of(number("7")), table.row(image("ID", number("7"), "FILLER", text("x"), "NEW", text("x"))));
        assertEquals(new RowKey(number("7")), table.key(image("OLD", text("x"), "ID", number("7"))));
        assertEquals(List.of("t.NEW", "t.OLD"), met);
        assertTrue(table.knows("FILLER") && table.knows("Id") && !table.knows("NEW"));
    }

    @Test
    void aColumnThatIsMissingIsNullWhereTheRulesAndTheColumnLetItBe() throws Rejection {
        ColumnRules rules = new ColumnRules(Set.of(), UnknownColumns.REJECTED, MissingColumns.NULL);
        TargetTable table = new TargetTable("account", TABLE.columns(), TABLE.keyIndexes(), rules);

        assertEquals(
                Value.Null.NULL,
                table.row(image("ACCOUNT_ID", number("7"), "OWNER", text("me"), "BRANCH", text("A")))
                        .get(3));
        assertRejected(
                RejectionReason.COLUMN_MISSING, () -> table.row(image("ACCOUNT_ID", number("7"), "BRANCH", text("A"))));
        assertRejected(RejectionReason.KEY_MISSING, () -> table.row(image("BRANCH", text("A"), "OWNER", text("me"))));
    }

    @Test
    void nullIsRejectedWhereTheColumnRefusesIt() {
        assertRejected(
                RejectionReason.VALUE_NULL,
                () -> TABLE.row(image(
                        "ACCOUNT_ID", number("7"), "OWNER", Value.Null.NULL, "NOTE", text(""), "BRANCH", text("A"))));
    }

    @Test
    void aColumnThatTheTableDoesNotHaveIsRejectedWithoutItsName() {
        Row image = image("BRANCH", text("A"), "ACCOUNT_ID", number("7"), "SECRET", text("x"));
        assertRejected(RejectionReason.COLUMN_UNKNOWN, () -> TABLE.key(image));
        Rejection rejection = assertThrows(Rejection.class, () -> TABLE.row(image));
        assertFalse(String.valueOf(rejection.getMessage()).contains("SECRET"));
    }

    @Test
    void oneColumnTwiceIsRejectedInAnySpelling() {
        assertRejected(
                RejectionReason.COLUMN_DUPLICATE,
                () -> TABLE.key(image("ACCOUNT_ID", number("7"), "account-id", number("7"), "BRANCH", text("A"))));
        assertRejected(
                RejectionReason.COLUMN_DUPLICATE,
                () -> TABLE.row(image("NOTE", Value.Null.NULL, "NOTE", Value.Null.NULL)));
    }

    @Test
    void aValueIsRejectedForItsColumnsReason() {
        assertRejected(RejectionReason.VALUE_TYPE, () -> TABLE.key(image("ACCOUNT_ID", text("x"))));
        assertRejected(RejectionReason.VALUE_TOO_LONG, () -> TABLE.key(image("BRANCH", text("ABCDE"))));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, () -> TABLE.key(image("ACCOUNT_ID", number("100000"))));
    }

    @Test
    void namesAreFoundWhateverTheMachinesLanguage() throws Rejection {
        assertEquals("id_in_title", TargetTable.targetName("ID-IN-TITLE"));
        TargetTable quoted = new TargetTable("T", List.of(new Column("Id", new BoolType(), false)), List.of(0));
        assertEquals(new RowKey(new Value.Bool(true)), quoted.key(image("Id", new Value.Bool(true))));
        assertEquals(new RowKey(new Value.Bool(true)), quoted.key(image("ID", new Value.Bool(true))));
    }

    private static Row full() {
        return image("ACCOUNT_ID", number("7"), "OWNER", text("me"), "BRANCH", text("A "), "NOTE", Value.Null.NULL);
    }

    private static Row image(Object... namesAndValues) {
        Row.Builder row = new Row.Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.add((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return row.build();
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value number(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }
}
