package dev.millrace.core.change;

/**
 * A record that can never be applied, found before it reached the target. Carries a code and a place (table, column), never a
 * value: payloads do not leave the process. Has no stack trace; it is an answer, not a fault.
 */
public final class Rejection extends Exception {
    private final RejectionReason reason;
    private final String place;

    /**
     * @param place the table, column or tag, as the configuration or the target's catalog names it, or fixed words; never what the
     *     record says, not even a name: it stands in logs and in the headers of dead letters
     */
    public Rejection(RejectionReason reason, String place) {
        super(reason + " at " + place, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    public RejectionReason reason() {
        return reason;
    }

    public String place() {
        return place;
    }
}
