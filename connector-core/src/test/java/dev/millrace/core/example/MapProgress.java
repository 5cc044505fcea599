package dev.millrace.core.example;

import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** How far each partition has come, in {@link MapDatabase}. */
record MapProgress(MapDatabase database) implements KeyedProgress.Cells {

    @Override
    public List<OptionalLong> read(List<ProgressKey> keys) {
        return keys.stream().map(database::progress).toList();
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        marks.forEach(mark -> database.raise(mark.key(), mark.expected(), mark.position()));
        return read(marks.stream().map(ProgressMark::key).toList());
    }

    @Override
    public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
        return keys.stream().filter(this::holdsFormer).collect(Collectors.toSet());
    }

    private boolean holdsFormer(ProgressKey key) {
        for (ProgressKey held : database.progressKeys()) {
            ProgressKey anew =
                    new ProgressKey(held.group(), held.cluster(), held.topic(), key.topicId(), held.partition());
            if (anew.equals(key) && !held.equals(key)) {
                return true;
            }
        }
        return false;
    }
}
