package dev.millrace.bench.engine;

import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps progress as long as the target lives, which is never set back. For the engine's thread of it. */
final class SampleProgress implements ProgressStore {
    private final Map<ProgressKey, Long> held = new HashMap<>();

    @Override
    public List<OptionalLong> load(List<ProgressKey> keys) {
        return keys.stream()
                .map(key ->
                        Optional.ofNullable(held.get(key)).map(OptionalLong::of).orElseGet(OptionalLong::empty))
                .toList();
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
        return Set.of();
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        return marks.stream()
                .map(mark -> OptionalLong.of(held.merge(mark.key(), mark.position(), Math::max)))
                .toList();
    }
}
