package dev.millrace.cli.schema;

import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.math.BigDecimal;

/** What a field can hold, however it is stored. */
sealed interface FieldType {

    /** @param length most characters */
    record Text(int length) implements FieldType {}

    /**
     * A number.
     *
     * @param precision digits of the largest, those behind the decimal point included
     * @param scale digits behind the decimal point
     */
    record Decimal(int precision, int scale, BigDecimal least, BigDecimal most) implements FieldType {}

    /** A floating-point number. */
    record Real() implements FieldType {}

    static FieldType of(ElementItem field) {
        if (field.type() instanceof DataType.Text text) {
            return new Text(text.length());
        }
        if (field.type() instanceof DataType.WideText text) {
            return new Text(text.positions());
        }
        if (field.type() instanceof DataType.Numeric numeric) {
            return number(numeric);
        }
        if (field.type() instanceof DataType.FloatingPoint) {
            return new Real();
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                field.name() + " in line " + field.line() + " is of a usage that has no type here",
                "take the field out of the copybook, and choose a type by hand");
    }

    private static Decimal number(DataType.Numeric numeric) {
        int scale = Math.max(0, numeric.scale());
        BigDecimal largest = new BigDecimal(numeric.most(), numeric.scale()).setScale(scale);
        int precision = Math.max(largest.precision(), scale);
        return new Decimal(precision, scale, new BigDecimal(numeric.least(), numeric.scale()).setScale(scale), largest);
    }
}
