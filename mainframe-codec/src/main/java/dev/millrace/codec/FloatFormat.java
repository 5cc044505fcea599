package dev.millrace.codec;

/** How floating-point numbers, COMP-1 and COMP-2, are stored. Both have the highest byte first. */
public enum FloatFormat {
    /** Hexadecimal floating point of System/360 and its successors: what COBOL and PL/I on z/OS write unless told otherwise. */
    IBM,
    /** IEEE 754 binary floating point: what Java programs and compilers with FLOAT(IEEE) write. */
    IEEE;

    /** The layout of a number of 4 or 8 bytes. */
    FloatLayout layout(int bytes) {
        boolean isShort = bytes == Integer.BYTES;
        return switch (this) {
            case IBM -> isShort ? FloatLayout.IBM_SHORT : FloatLayout.IBM_LONG;
            case IEEE -> isShort ? FloatLayout.IEEE_SHORT : FloatLayout.IEEE_LONG;
        };
    }
}
