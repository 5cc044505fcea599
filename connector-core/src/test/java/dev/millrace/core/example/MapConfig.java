package dev.millrace.core.example;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.DefinedTables;
import java.util.List;

/** Reads the section {@code target} and the tables. */
record MapConfig(List<DefinedTable> tables, int inFlight) {

    /** What is wrong is told by the reader's {@code finish()}. */
    static MapConfig read(ConfigReader reader, ConnectorConfig connector) {
        return new MapConfig(
                DefinedTables.read(
                        reader,
                        connector,
                        RecordFormats.tokenKind(connector.format()).bytes()),
                reader.whole("target.in-flight", 64, 1, 1_024, "Most writes at once."));
    }
}
