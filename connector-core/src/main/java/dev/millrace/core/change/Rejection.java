package dev.millrace.core.change;

/**
 * A record that can never be applied, found before it reached the target. Carries a code and a place (table, column), never a
 * value: payloads do not leave the process. Has no stack trace; it is an answer, not a fault.
 */
public final class Rejection extends Exception {
    private final RejectionReason reason;

    /** @param place the table, column or tag, as the configuration names it; never data */
    public Rejection(RejectionReason reason, String place) {
        super(reason + " at " + place, null, false, false);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }
}
