package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TextType.Padding;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

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
