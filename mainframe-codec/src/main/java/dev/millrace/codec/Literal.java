package dev.millrace.codec;

import java.math.BigDecimal;

/** A constant of a VALUE clause. */
sealed interface Literal {

    /** Characters between quotes, padded with blanks. */
    record Text(String value) implements Literal {}

    /** Characters that are repeated until the field is full. */
    record Repeated(String value) implements Literal {}

    /** Bytes as they are, in hexadecimal. */
    record Bytes(String hex) implements Literal {}

    record Decimal(BigDecimal value) implements Literal {}

    /** The byte that LOW-VALUE or HIGH-VALUE stands for, repeated. */
    record EveryByte(byte value) implements Literal {}
}
