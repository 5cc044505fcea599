package dev.millrace.core.format;

import java.time.Duration;
import java.util.List;

/** Tables of tests. */
public final class KitTables {
    private KitTables() {}

    /** One table, of epoch 3 and revision 2, whose clock is UTC and may be an hour ahead. */
    public static SourceTables named(String name, TokenKind kind) {
        return new SourceTables(
                List.of(new SourceTable(name, new SourceOrder(kind, 3, 2, Duration.ZERO, Duration.ofHours(1)))));
    }
}
