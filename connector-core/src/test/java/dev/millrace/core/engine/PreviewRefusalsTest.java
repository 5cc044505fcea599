package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.failure.Refusal;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.precisely.LoadRules;
import dev.millrace.core.format.precisely.PreciselyJsonFormat;
import dev.millrace.core.format.precisely.PreciselyTags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PreviewRefusalsTest {
    private final Preview preview = new Preview(
            new PreciselyJsonFormat(
                    PreciselyTags.defaults(),
                    RecordRules.strict(),
                    LoadRules.none(),
                    new SourceTables(List.of(new SourceTable(
                            "BANK.ACCOUNT",
                            new SourceOrder(StoreClock.STCK, 0, 0, Duration.ZERO, Duration.ofDays(50_000)))))),
            new ScriptedTarget(),
            pause -> {});

    private void look(String... values) {
        preview.look(Stream.of(values)
                .map(value -> value.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .map(value -> new ConsumerRecord<>("bank", 0, 0, new byte[0], value))
                .toList());
    }

    private static String insert(String table, String operation, String image) {
        return "{'object_name':'" + table + "','change_op':'" + operation
                + "','stck':'7D91048BCA000000','after_image':{" + image + "}}";
    }

    @Test
    void aRejectionNamesTheColumnThatIsConfiguredAndNothingThatTheRecordSays() {
        look(
                insert("BANK.ACCOUNT", "I", "'ID':'SECRET'"),
                insert("BANK.ACCOUNT", "I", "'ID':'SECRET','NAME':'x','SECRET':'SECRET'"),
                insert("BANK.ACCOUNT", "SECRET", "'ID':'SECRET'"),
                insert("BANK.SECRET", "I", "'ID':'SECRET'"),
                "{'SECRET':'SECRET");
        assertEquals(
                Map.of(
                        new Refusal("COLUMN_MISSING", "public.account.name"), 1L,
                        new Refusal("COLUMN_UNKNOWN", "public.account"), 1L,
                        new Refusal("OPERATION_UNKNOWN", "change_op"), 1L,
                        new Refusal("TABLE_UNKNOWN", "object_name"), 1L,
                        new Refusal("UNDECODABLE", "value"), 1L),
                preview.rejected());
    }
}
