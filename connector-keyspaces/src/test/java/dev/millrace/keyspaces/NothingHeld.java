package dev.millrace.keyspaces;

import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.TargetException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Progress of which there is none: its loads tell whether the session has ended. */
final class NothingHeld implements KeyedProgress.Cells {

    /** Whether the session has ended since it began; then it begins anew. */
    static boolean hasBroken(KeyedProgress progress) {
        try {
            progress.load(List.of());
            return false;
        } catch (TargetException ended) {
            progress.load(List.of());
            return true;
        }
    }

    @Override
    public List<OptionalLong> read(List<ProgressKey> keys) {
        return keys.stream().map(key -> OptionalLong.empty()).toList();
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
        return Set.of();
    }
}
