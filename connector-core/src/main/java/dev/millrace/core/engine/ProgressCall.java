package dev.millrace.core.engine;

import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question of the poll loop to the target's progress: what it holds for some assignments, and that for others it is to be raised.
 * It is about assignment objects, so an answer that comes late is no other assignment's.
 *
 * <p>Thread safety: {@code answer} is written once, by the keeper, and read by the poll loop; the rest is immutable.
 */
final class ProgressCall {
    /** @param key as the assignment had it when it was asked for */
    record Load(Assignment assignment, ProgressKey key) {}

    /** @param mark as the assignment had it when it was asked for */
    record Raise(Assignment assignment, ProgressMark mark) {}

    /** What came of it. */
    sealed interface Answer {}

    /**
     * What is held, in the order of the questions.
     *
     * @param madeAnew those that hold nothing though their topic does under a former id
     */
    record Held(List<OptionalLong> loaded, Set<ProgressKey> madeAnew, List<OptionalLong> raised) implements Answer {}

    /** @param sessionEnded the target may be another by now */
    record Failed(boolean sessionEnded) implements Answer {}

    private final List<Load> loads;
    private final List<Raise> raises;
    private volatile @Nullable Answer answer;

    ProgressCall(List<Load> loads, List<Raise> raises) {
        this.loads = List.copyOf(loads);
        this.raises = List.copyOf(raises);
    }

    List<Load> loads() {
        return loads;
    }

    List<Raise> raises() {
        return raises;
    }

    void answer(Answer given) {
        answer = given;
    }

    /** Empty while it is awaited. */
    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }
}
