package dev.millrace.cli.schema;

import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.math.BigDecimal;
import java.math.BigInteger;

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
        if (field.type() instanceof DataType.Binary binary) {
            return binary(binary);
        }
        if (field.type() instanceof DataType.Numeric numeric) {
            BigInteger most = BigInteger.TEN.pow(numeric.digits()).subtract(BigInteger.ONE);
            return number(numeric, most, numeric.isSigned() ? most.negate() : BigInteger.ZERO);
        }
        if (field.type() instanceof DataType.FloatingPoint) {
            return new Real();
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                field.name() + " in line " + field.line() + " is of a usage that has no type here",
                "take the field out of the copybook, and choose a type by hand");
    }

    /** The bytes are its limit, not the picture. */
    private static FieldType binary(DataType.Binary binary) {
        int bits = Byte.SIZE * binary.length() - (binary.isSigned() ? 1 : 0);
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        return number(binary, most, binary.isSigned() ? most.not() : BigInteger.ZERO);
    }

    private static Decimal number(DataType.Numeric numeric, BigInteger most, BigInteger least) {
        int scale = Math.max(0, numeric.scale());
        BigDecimal largest = new BigDecimal(most, numeric.scale()).setScale(scale);
        int precision = Math.max(largest.precision(), scale);
        return new Decimal(precision, scale, new BigDecimal(least, numeric.scale()).setScale(scale), largest);
    }
}
