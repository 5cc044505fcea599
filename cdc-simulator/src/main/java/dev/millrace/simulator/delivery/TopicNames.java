package dev.millrace.simulator.delivery;

import dev.millrace.simulator.source.SourceTable;
import java.util.Collection;
import java.util.List;

/**
 * The names of the change topics: one for each table.
 *
 * @param prefix what comes before the table's name: {@code bank} makes {@code bank.card_xref}; not empty
 */
public record TopicNames(String prefix) {

    /** Refuses an empty prefix. */
    public TopicNames {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("the prefix of the topics is empty");
        }
    }

    /** The usual prefix, {@code bank}. */
    public static TopicNames usual() {
        return new TopicNames("bank");
    }

    /** The topic of a table. */
    public String topic(SourceTable table) {
        return prefix + "." + table.targetName();
    }

    /** The topics of tables, in their order. */
    public List<String> topics(Collection<SourceTable> tables) {
        return tables.stream().map(this::topic).toList();
    }
}
