package dev.millrace.core.format;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the table of a record: by the name that the record says, or by the topic that it came from. Immutable. */
public final class SourceTables {
    private final Map<String, SourceTable> byName;
    private final Map<String, SourceTable> byTopic;
    private final Optional<SourceTable> only;

    public SourceTables(Collection<SourceTable> tables) {
        this.byName = tables.stream().collect(Collectors.toUnmodifiableMap(SourceTable::name, Function.identity()));
        this.byTopic = tables.stream()
                .filter(table -> table.order().topic().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        table -> table.order().topic().get(), Function.identity(), (first, second) -> first));
        this.only = tables.size() == 1 ? tables.stream().findFirst() : Optional.empty();
    }

    /**
     * @param name as the record says it
     * @param place where it says it
     * @throws Rejection {@code TABLE_UNKNOWN} or {@code TOPIC_UNEXPECTED}
     */
    public SourceTable named(Optional<String> name, SourceRecord record, String place) throws Rejection {
        SourceTable table =
                name.map(byName::get).orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, place));
        table.order().requireTopic(record);
        return table;
    }

    /** Whether a table of this name is configured. */
    public boolean isKnown(Optional<String> name) {
        return name.filter(byName::containsKey).isPresent();
    }

    /**
     * The table of a record that names none: the one of its topic, or the only one.
     *
     * @throws Rejection {@code TABLE_UNKNOWN}
     */
    public SourceTable ofTopic(SourceRecord record) throws Rejection {
        SourceTable table = byTopic.get(record.topic());
        if (table != null) {
            return table;
        }
        return only.filter(alone -> alone.order().topic().isEmpty())
                .orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "topic"));
    }
}
