package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TextType.Padding;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypeTest {
    private static final TextType VARCHAR = new TextType(3, Padding.SIGNIFICANT);
    private static final TextType CHAR = new TextType(3, Padding.IGNORED);
    private static final String SMILE = "\ud83d\ude00";

    @Test
    void countsCharactersNotUnits() throws Rejection {
        Value smiles = new Value.Text(SMILE.repeat(3));
        assertEquals(smiles, VARCHAR.canonical(smiles, PLACE));
        assertRejected(RejectionReason.VALUE_TOO_LONG, VARCHAR, SMILE.repeat(4));
        assertRejected(RejectionReason.VALUE_TOO_LONG, VARCHAR, "abcd");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud800', '\udbff', '\udc00', '\udfff'})
    void rejectsHalfASurrogatePairWhereverItStands(char half) {
        for (String text : new String[] {"" + half, "a" + half, half + "a", "" + half + half, SMILE + half}) {
            assertRejected(RejectionReason.VALUE_TYPE, VARCHAR, text);
            assertRejected(RejectionReason.VALUE_TYPE, CHAR, text);
        }
        assertRejected(RejectionReason.VALUE_TYPE, VARCHAR, "\ude00\ud83d");
    }

    @Test
    void trailingBlanksAreNothingWherePaddingIs() throws Rejection {
        assertEquals(new Value.Text("A"), CHAR.canonical(new Value.Text("A"), PLACE));
        assertEquals(new Value.Text("A"), CHAR.canonical(new Value.Text("A                  "), PLACE));
        assertEquals(new Value.Text(" A"), CHAR.canonical(new Value.Text(" A "), PLACE));
        assertEquals(new Value.Text(""), CHAR.canonical(new Value.Text("   "), PLACE));
        assertEquals(new Value.Text("A\t"), CHAR.canonical(new Value.Text("A\t "), PLACE));
    }

    @Test
    void trailingBlanksCountWhereTheyAreSignificant() throws Rejection {
        assertEquals(new Value.Text("A "), VARCHAR.canonical(new Value.Text("A "), PLACE));
        assertRejected(RejectionReason.VALUE_TOO_LONG, VARCHAR, "ABC ");
    }

    @Test
    void rejectsOtherKinds() {
        assertRejected(RejectionReason.VALUE_TYPE, VARCHAR, new Value.Decimal(BigDecimal.ONE));
    }
}
