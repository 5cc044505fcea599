package dev.millrace.core.format.dms;

import dev.millrace.core.format.CommitTime;
import dev.millrace.core.format.CommitTime.Place;

/** What {@code stream-position} is of the source's engine. */
public enum DmsPosition {
    /** It cannot be compared: only the commit's time is looked at. */
    IGNORED(Place.NONE, 10),
    /** Decimal digits. */
    DECIMAL(Place.IN_LOG, 10),
    /** Hexadecimal digits. */
    HEXADECIMAL(Place.IN_LOG, 16);

    private final Place place;
    private final int radix;

    DmsPosition(Place place, int radix) {
        this.place = place;
        this.radix = radix;
    }

    /** The kind of the tokens. */
    public CommitTime kind() {
        return new CommitTime(place);
    }

    /** Of its digits. */
    int radix() {
        return radix;
    }
}
