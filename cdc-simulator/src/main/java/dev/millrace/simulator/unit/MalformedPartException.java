package dev.millrace.simulator.unit;

/** Bytes that are no part of a unit of work. The message says what was expected where, never what was found. */
public final class MalformedPartException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPartException(String expected, int offset) {
        super("no " + expected + " at byte " + offset);
    }
}
