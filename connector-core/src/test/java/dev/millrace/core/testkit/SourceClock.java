package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import java.nio.ByteBuffer;

/**
 * Gives each change of a source its version: tokens rise or stay, within a token ordinals rise. In some histories the source's
 * order restarts, and the epoch rises. Tokens and ordinals cross the places where signed comparisons go wrong. For one thread.
 */
final class SourceClock {
    private static final int TOKEN_BYTES = 9;
    private static final long START = 0xE07F_FFFF_FF00_0000L;
    private static final long SIGN_CHANGES = Long.MAX_VALUE - 1;

    private final Dice dice;
    private int epoch;
    private long token = START;
    private long ordinal;
    private int ties;

    SourceClock(Dice dice) {
        this.dice = dice;
    }

    /** The version of rows of the initial load, which have no token. */
    static ChangeVersion lowest() {
        return ChangeVersion.of(0, new byte[TOKEN_BYTES], 0, 0);
    }

    ChangeVersion next() {
        if (dice.inPercent(30)) {
            ordinal += dice.between(1, 3);
            ties++;
        } else {
            token += dice.between(1L, 1L << dice.between(1, 36));
            ordinal = dice.inPercent(10) ? SIGN_CHANGES : dice.between(0, 3);
        }
        return version();
    }

    /** The source's order starts again, from an earlier token. */
    void restart() {
        epoch++;
        token = START / 2 + dice.between(0, 1_000);
    }

    /** How many changes have the token of the one before. */
    int ties() {
        return ties;
    }

    private ChangeVersion version() {
        byte[] bytes =
                ByteBuffer.allocate(TOKEN_BYTES).put((byte) 0).putLong(token).array();
        return ChangeVersion.of(epoch, bytes, ordinal, 0);
    }
}
