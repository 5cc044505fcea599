package dev.millrace.core.format.configured;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.registry.StandInRegistry;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.DefinedTables;
import dev.millrace.core.target.IsoText;
import dev.millrace.core.target.TargetTable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads records as a configuration says, and tells in lines what a connector would make of them. */
final class ReadAsConfigured implements AutoCloseable {
    private static final long RECORDED = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
    private static final int MOST_DIGITS = 12;

    private final Format format;
    private final Map<String, TargetTable> tables;
    private final Optional<StandInRegistry> registry;

    private ReadAsConfigured(Format format, Map<String, TargetTable> tables, Optional<StandInRegistry> registry) {
        this.format = format;
        this.tables = tables;
        this.registry = registry;
    }

    /**
     * With a registry that has the schemas of the directory {@code schemas} beside the file, each named after its id.
     *
     * @param file a connector's configuration without a target, its tables with columns
     */
    static ReadAsConfigured of(Path file) throws IOException {
        Path schemas = file.resolveSibling("schemas");
        Optional<StandInRegistry> registry =
                Files.isDirectory(schemas) ? Optional.of(registryOf(schemas)) : Optional.empty();
        Map<String, String> environment = new HashMap<>();
        registry.ifPresent(server ->
                environment.put("MILLRACE_FORMAT_REGISTRY_URL", server.url().toString()));
        ConfigReader reader = ConfigReader.of(file, environment);
        ConnectorConfig config = ConnectorConfig.read(reader);
        List<DefinedTable> defined = DefinedTables.read(
                reader, config, RecordFormats.tokenKind(config.format()).bytes());
        reader.finish();
        return new ReadAsConfigured(
                RecordFormats.format(config),
                defined.stream().collect(Collectors.toMap(DefinedTable::source, DefinedTable::table)),
                registry);
    }

    private static StandInRegistry registryOf(Path schemas) throws IOException {
        StandInRegistry registry = new StandInRegistry();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(schemas)) {
            for (Path schema : each) {
                String name = String.valueOf(schema.getFileName());
                registry.put(Integer.parseInt(name.replace(".avsc", "")), Files.readString(schema));
            }
        }
        return registry;
    }

    @Override
    public void close() {
        registry.ifPresent(StandInRegistry::close);
    }

    Format format() {
        return format;
    }

    /** What becomes of a record of offset 42 of the topic {@code bank} at noon of 2026-06-01. */
    List<String> lines(byte @Nullable [] value) {
        try {
            Optional<Change> change = format.read(new KitRecord(value, List.of(), RECORDED));
            return change.isEmpty() ? List.of("skipped") : lines(change.get());
        } catch (Rejection rejection) {
            return List.of("dead letter " + rejection.reason() + " at " + rejection.place());
        } catch (SourceFault fault) {
            return List.of(
                    "stop " + fault.kind() + " at " + fault.place(),
                    "because " + fault.problem(),
                    "fix " + fault.fix());
        } catch (SchemaUnavailable away) {
            return List.of("waits");
        }
    }

    private List<String> lines(Change change) throws Rejection {
        TargetTable table = Optional.ofNullable(tables.get(change.table())).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(change.operation() + " " + change.table());
        lines.add("version " + change.version().toHex());
        lines.add("committed " + change.commitTime());
        RowKey key = table.key(change.image());
        Optional<RowKey> before = change.before().isEmpty()
                ? Optional.empty()
                : Optional.of(table.key(change.before().get()));
        before.filter(old -> !old.equals(key)).ifPresent(old -> lines.add("old key " + written(old.values())));
        lines.add("key " + written(key.values()));
        Optional<Row> after = change.after();
        if (after.isPresent()) {
            List<Value> row = table.row(after.get());
            for (int i = 0; i < row.size(); i++) {
                lines.add("  " + table.columns().get(i).name() + " = " + written(row.get(i)));
            }
        }
        return lines;
    }

    private static String written(List<Value> values) {
        return values.stream().map(ReadAsConfigured::written).collect(Collectors.joining(", "));
    }

    private static String written(Value value) {
        if (value instanceof Value.Text text) {
            return "'" + text.text() + "'";
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Date date) {
            return IsoText.of(date);
        }
        if (value instanceof Value.Time time) {
            return IsoText.of(time, 9);
        }
        if (value instanceof Value.Timestamp timestamp) {
            return IsoText.of(timestamp, MOST_DIGITS);
        }
        if (value instanceof Value.Binary binary) {
            return "x'" + HexFormat.of().formatHex(binary.bytes()) + "'";
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.truth());
        }
        if (value instanceof Value.Items items) {
            return "[" + written(items.values()) + "]";
        }
        if (value instanceof Value.Group group) {
            return "(" + written(group.values()) + ")";
        }
        return "NULL";
    }
}
