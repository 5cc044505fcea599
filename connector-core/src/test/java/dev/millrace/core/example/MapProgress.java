package dev.millrace.core.example;

import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import java.util.OptionalLong;

/** How far each partition has come, in {@link MapDatabase}. */
record MapProgress(MapDatabase database) implements KeyedProgress.Cells {

    @Override
    public OptionalLong read(ProgressKey key) {
        return database.progress(key);
    }

    @Override
    public boolean raise(ProgressMark mark) {
        return database.raise(mark.key(), mark.expected(), mark.position());
    }

    @Override
    public boolean holdsFormer(ProgressKey key) {
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
