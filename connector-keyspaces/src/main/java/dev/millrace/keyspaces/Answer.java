package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import java.util.Optional;

/**
 * What one conditional statement came to.
 *
 * @param applied whether its condition held and it wrote
 * @param held where it did not: the version that the row holds; empty where there is no row, or none with a version
 */
record Answer(boolean applied, Optional<ChangeVersion> held) {
    static final Answer APPLIED = new Answer(true, Optional.empty());

    static Answer refused(Optional<ChangeVersion> held) {
        return new Answer(false, held);
    }
}
