package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.avro.Framing;
import dev.millrace.core.format.precisely.LoadRules;
import dev.millrace.core.format.precisely.PreciselyAvroFormat;
import dev.millrace.core.format.precisely.PreciselyTags;
import dev.millrace.core.format.registry.CachedSchemas;
import dev.millrace.core.format.registry.StandInRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of records whose schema cannot be had, with a registry that goes away and comes back. */
class SchemaOutageTest {
    private static final String SCHEMA = """
            {"type":"record","name":"Change","fields":[
              {"name":"object_name","type":"string"},
              {"name":"stck","type":"string"},
              {"name":"change_op","type":"string"},
              {"name":"after_image","type":{"type":"record","name":"Account","fields":[
                {"name":"ID","type":"string"},
                {"name":"NAME","type":"string"}]}}]}
            """;

    private final StandInRegistry registry = new StandInRegistry();
    private final EngineRig rig = EngineRig.withFormat(
            new PreciselyAvroFormat(
                    PreciselyTags.defaults(),
                    RecordRules.strict(),
                    LoadRules.none(),
                    KitTables.named("BANK.ACCOUNT", StoreClock.STCK),
                    Framing.CONFLUENT,
                    new CachedSchemas(registry.client(), System::nanoTime)),
            P0,
            P1);

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
        registry.close();
    }

    /** An insert: all lengths are below 64, so the bytes are text. */
    private static String insert(char schema, String id) {
        return "\0\0\0\0" + schema + text("BANK.ACCOUNT")
                + text(StoreClock.STCK.text(Instant.parse("1969-12-31T23:00:00Z"))) + text("I") + text(id) + text("");
    }

    private static String text(String text) {
        return (char) (2 * text.length()) + text;
    }

    private Optional<String> paused(TopicPartition which) {
        return rig.health.status().stream()
                .flatMap(status -> status.partitions().stream())
                .filter(partition -> partition.partition() == which.partition())
                .findFirst()
                .flatMap(partition -> partition.paused());
    }

    @Test
    void while_the_registry_is_away_the_partition_rests_and_then_goes_on() throws Exception {
        registry.put(7, SCHEMA.replace("\n", " "));
        registry.fail(503);
        rig.kafka.append(P0, "a", insert((char) 7, "a"));
        rig.kafka.append(P0, "b", insert((char) 7, "b"));
        rig.start(P0);
        await().until(() -> paused(P0).equals(Optional.of("schema")));
        rig.awaitPolls(10);
        assertEquals(List.of(), rig.deadLetters.letters);
        assertEquals(Optional.of("schema"), paused(P0));
        registry.mend();
        rig.awaitCommitted(P0, 2);
        rig.awaitHeldVersion("a");
        rig.awaitHeldVersion("b");
        await().until(() -> paused(P0).isEmpty());
        rig.stopAndJoin();
        assertEquals(List.of(), rig.deadLetters.letters);
    }

    @Test
    void a_record_that_names_no_schema_of_the_registry_is_a_dead_letter() throws Exception {
        registry.put(7, SCHEMA.replace("\n", " "));
        rig.kafka.append(P0, "a", insert((char) 8, "a"));
        rig.kafka.append(P0, "b", insert((char) 7, "b"));
        rig.start(P0);
        rig.awaitCommitted(P0, 2);
        rig.awaitHeldVersion("b");
        rig.stopAndJoin();
        assertEquals(
                List.of("UNDECODABLE"),
                rig.deadLetters.letters.stream().map(letter -> letter.reason()).toList());
    }
}
