package dev.millrace.core.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.KitTable;
import dev.millrace.core.testkit.TargetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example keeps the promise that every connector makes. */
class MapContractTest extends TargetContract {
    private final MapDatabase database = new MapDatabase();

    @AfterEach
    void stop() {
        database.close();
    }

    @Override
    protected Target openTarget() {
        List<DefinedTable> tables =
                KitTable.all().stream().map(KitTable::defined).toList();
        return new MapTarget(database, tables, 64);
    }

    @Override
    protected void clear() {
        database.clear();
    }

    @Override
    protected int writers() {
        return 8;
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) {
        Map<RowKey, List<Value>> rows = new HashMap<>();
        database.entries(table.name())
                .forEach((key, entry) ->
                        entry.row().ifPresent(row -> rows.put(new RowKey(key.toArray(Value[]::new)), row)));
        return rows;
    }

    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        List<Value> row = new ArrayList<>(healthy.row().orElseThrow());
        row.set(row.size() - 1, new Value.Text("x".repeat(2_000)));
        return Optional.of(new RowWrite(healthy.table(), healthy.key(), healthy.version(), Optional.of(row)));
    }

    @Test
    void itsConfigurationIsRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("connector.yaml");
        Files.writeString(file, """
                name: bank-map
                kafka:
                  bootstrap.servers: broker-1:9092
                topics: [bank.account]
                target:
                  in-flight: 8
                tables:
                  - source: BANK.ACCOUNT
                    target: account
                    key: [account_id]
                    columns: [account_id bigint, "balance numeric(12,2)"]
                """);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        MapConfig config = MapConfig.read(reader, ConnectorConfig.read(reader));
        reader.finish();
        assertEquals(8, config.inFlight());
        assertEquals("account", config.tables().get(0).table().name());
    }
}
