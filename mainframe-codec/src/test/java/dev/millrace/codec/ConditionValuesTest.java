package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionValuesTest {
    private final Copybook copybook = Copybook.parse("T.cpy", """
                   01  R.
                       05  KIND      PIC X.
                           88  IS-A  VALUE 'A' 'C' THRU 'E'.
                           88  IS-NO VALUE SPACE, LOW-VALUE.
                       05  NUMBER-1  PIC 9.
                           88  IS-1  VALUE 1.
                       05  PLAIN     PIC X.
            """);

    @Test
    void anItemHasTheValuesOfItsConditionsAndOfChoices() {
        ConditionValues values = ConditionValues.of(
                copybook, List.of(Choice.parse("X=R.KIND='B'"), Choice.parse("Y=NUMBER-1=2"), Choice.parse("Z=IS-A")));
        assertEquals(
                List.of(CobolValue.text("A"), CobolValue.text("C"), CobolValue.text("E"), CobolValue.text("B")),
                values.of(item(0)));
        assertEquals(List.of(CobolValue.number(1), CobolValue.number(2)), values.of(item(1)));
        assertEquals(List.of(), values.of(item(2)));
    }

    private ElementItem item(int field) {
        return (ElementItem) copybook.fields().get(field);
    }
}
