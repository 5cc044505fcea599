package dev.millrace.simulator.wire;

import java.util.Optional;

/** Why a Dispatcher ends a connection. The numbers are part of the protocol. */
public enum RefusalCode {
    /** It does not speak this version. */
    VERSION_UNSUPPORTED(1),
    /** A message came out of turn, or a change out of order. */
    ORDER_BROKEN(2),
    /** A part is none. */
    PART_MALFORMED(3),
    /** Its configuration does not have the object of a change. */
    OBJECT_UNKNOWN(4),
    /** A change has no key that the configuration describes. */
    KEY_UNREADABLE(5);

    private final int number;

    RefusalCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<RefusalCode> of(int number) {
        for (RefusalCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
