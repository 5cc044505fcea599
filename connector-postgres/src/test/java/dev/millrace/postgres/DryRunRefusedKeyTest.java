package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.engine.Preview;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.format.Format;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A dry run goes on where the connector would make a dead letter. */
class DryRunRefusedKeyTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void aKeyThatTheServerRefusesIsCountedAsRejected() {
        PostgresSettings settings = database.settings(
                Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("name"), "name text"));
        PostgresTarget.open(settings).close();
        try (PostgresTarget target = PostgresTarget.openReadOnly(settings)) {
            Preview preview = new Preview(insertsOfTheValue(), target, time -> {});

            preview.look(records("a", "zero\u0000byte", "b", "c", "another\u0000zero"));
            preview.look(records("a", "zero\u0000byte"));

            assertEquals(3, preview.applied());
            assertEquals(1, preview.stale());
            assertEquals(Map.of(new Refusal("VALUE_REFUSED", "public.t"), 3L), preview.rejected());
        }
    }

    private static Format insertsOfTheValue() {
        return record -> {
            String name = new String(Optional.ofNullable(record.value()).orElseThrow(), StandardCharsets.UTF_8);
            Row row = new Row.Builder().add("name", new Value.Text(name)).build();
            return Optional.of(new Change(
                    "S.T", Operation.INSERT, Writes.version(1), Optional.empty(), Optional.of(row), Instant.EPOCH));
        };
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String... names) {
        return Stream.of(names)
                .map(name -> new ConsumerRecord<>("t", 0, 0, new byte[0], name.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
