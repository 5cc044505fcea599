package dev.millrace.core.target;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Progress in a target that has no sessions and writes one key at a time: each call reads and writes what is held now, so a target that
 * was set back is seen by what it holds. A call that failed for good ends what stands for the session. For one thread.
 */
public final class KeyedProgress implements ProgressStore {
    private final Cells cells;
    private boolean loaded;

    /** One position for each key. Every method throws {@link TargetException} where the target cannot be asked. */
    public interface Cells {

        /** What is held now: no copy that may lag behind. */
        OptionalLong read(ProgressKey key);

        /**
         * Holds the mark's position if nothing is expected or at least that is held, and nothing or less than the position is held.
         *
         * @return whether it did; where nobody knows, it throws
         */
        boolean raise(ProgressMark mark);

        /** Whether another id of the topic has progress for the rest of the key. */
        boolean holdsFormer(ProgressKey key);
    }

    public KeyedProgress(Cells cells) {
        this.cells = cells;
    }

    @Override
    public List<OptionalLong> load(List<ProgressKey> keys) {
        List<OptionalLong> held = asked(() -> keys.stream().map(cells::read).toList());
        loaded = true;
        return held;
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
        return asked(() -> keys.stream().filter(cells::holdsFormer).collect(Collectors.toSet()));
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        if (!loaded) {
            throw new TargetException(FailureKind.UNAVAILABLE, "NOT_LOADED");
        }
        return asked(() -> {
            List<OptionalLong> held = new ArrayList<>(marks.size());
            for (ProgressMark mark : marks) {
                held.add(cells.raise(mark) ? OptionalLong.of(mark.position()) : cells.read(mark.key()));
            }
            return held;
        });
    }

    private <T> T asked(Supplier<T> task) {
        try {
            return task.get();
        } catch (TargetException failure) {
            loaded &= failure.kind() == FailureKind.TRANSIENT;
            throw failure;
        }
    }
}
