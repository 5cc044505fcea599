package dev.millrace.core.target;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Progress in a target that has no sessions. In their place stands {@link Continuity}: once anything of the target found its server or
 * one of its tables gone, whatever answers next may be a restored one that holds what is expected and has lost rows, and the session has
 * ended. For one thread.
 */
public final class KeyedProgress implements ProgressStore {
    /** The code of a call without a session, or in one that has ended. */
    static final String NO_SESSION = "NO_SESSION";

    private final Cells cells;
    private final Continuity continuity;
    /** What {@link Continuity#breaks} was before the session's first call; empty where there is none. */
    private OptionalLong session = OptionalLong.empty();

    /**
     * One position for each key, in the target. Every method blocks, throws {@link TargetException} where the target cannot be asked, and
     * has no call under way any more when it returns or throws.
     */
    public interface Cells {

        /** What is held now for each key, in their order: no copy that may lag behind. */
        List<OptionalLong> read(List<ProgressKey> keys);

        /**
         * Holds each mark's position if nothing is expected or at least that is held, and nothing or less than the position is held.
         *
         * @param marks no two of one key, each position beyond what is expected
         * @return what is held then, in the order of the marks; where nobody knows, it throws
         */
        List<OptionalLong> raise(List<ProgressMark> marks);

        /** Those of the keys for the rest of which another id of the topic has progress. */
        Set<ProgressKey> holdFormer(List<ProgressKey> keys);
    }

    /** @param continuity what all calls to the target, and not only those for the progress, report to */
    public KeyedProgress(Cells cells, Continuity continuity) {
        this.cells = cells;
        this.continuity = continuity;
    }

    @Override
    public List<OptionalLong> load(List<ProgressKey> keys) {
        if (session.isEmpty()) {
            session = OptionalLong.of(continuity.breaks());
        }
        return inSession(() -> cells.read(keys));
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
        return inSession(() -> cells.holdFormer(keys));
    }

    /** What is held already is read, not written: a condition that fails costs as much as a write, a read a fraction. */
    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        return inSession(() -> {
            List<ProgressMark> raised = new ArrayList<>();
            List<ProgressKey> asked = new ArrayList<>();
            for (ProgressMark mark : marks) {
                if (mark.expected().isPresent() && mark.expected().getAsLong() >= mark.position()) {
                    asked.add(mark.key());
                } else {
                    raised.add(mark);
                }
            }
            Map<ProgressKey, OptionalLong> held = new HashMap<>();
            if (!raised.isEmpty()) {
                put(held, raised.stream().map(ProgressMark::key).toList(), cells.raise(raised));
            }
            if (!asked.isEmpty()) {
                put(held, asked, cells.read(asked));
            }
            return marks.stream()
                    .map(mark -> held.getOrDefault(mark.key(), OptionalLong.empty()))
                    .toList();
        });
    }

    private static void put(Map<ProgressKey, OptionalLong> held, List<ProgressKey> keys, List<OptionalLong> positions) {
        for (int i = 0; i < keys.size(); i++) {
            held.put(keys.get(i), positions.get(i));
        }
    }

    private <A> A inSession(Supplier<A> question) {
        requireSession();
        try {
            A answer = question.get();
            requireSession();
            return answer;
        } catch (TargetException failure) {
            if (failure.kind() != FailureKind.TRANSIENT) {
                session = OptionalLong.empty();
            }
            throw failure;
        }
    }

    private void requireSession() {
        if (session.isEmpty() || session.getAsLong() != continuity.breaks()) {
            session = OptionalLong.empty();
            throw new TargetException(FailureKind.UNAVAILABLE, NO_SESSION);
        }
    }
}
