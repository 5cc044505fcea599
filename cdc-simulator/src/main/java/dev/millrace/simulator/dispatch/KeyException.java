package dev.millrace.simulator.dispatch;

/** A change has no key that the configuration describes. The message names columns, never values. */
final class KeyException extends Exception {
    private static final long serialVersionUID = 1L;

    KeyException(String message) {
        super(message);
    }
}
