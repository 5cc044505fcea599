package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
final class ChangeTopicsTest {
    private static final SourceTable TABLE = new SourceTable(
            "BANK", "NEWTOPIC", List.of(new SourceColumn("ID", new ColumnKind.Decimal(9, 0))), List.of("ID"));

    /** As on a busy machine: the topic is created, and whoever asks for it next does not know it yet. */
    private static final class Behind extends ForwardingAdmin {
        private int questions;

        private Behind(String servers) {
            super(Map.of("bootstrap.servers", servers));
        }

        @Override
        public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
            questions++;
            return questions > 2
                    ? super.listOffsets(wanted, options)
                    : new ListOffsetsResult(wanted.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> unknown())));
        }

        private static KafkaFutureImpl<ListOffsetsResult.ListOffsetsResultInfo> unknown() {
            KafkaFutureImpl<ListOffsetsResult.ListOffsetsResultInfo> answer = new KafkaFutureImpl<>();
            answer.completeExceptionally(new UnknownTopicOrPartitionException());
            return answer;
        }
    }

    @Test
    void a_topic_that_is_created_but_not_known_yet_is_waited_for(StackFile stack) throws Exception {
        try (Behind admin = new Behind(stack.kafka().bootstrapServers())) {
            new ChangeTopics(admin, Duration.ofSeconds(30))
                    .ensure(TopicNames.usual().topics(List.of(TABLE)), ChangeTopics.USUAL_PARTITIONS, (short) 1);
            assertEquals(3, admin.questions);
            assertTrue(
                    admin.listTopics().names().get().contains(TopicNames.usual().topic(TABLE)));
        }
    }

    @Test
    void nothing_is_created_beside_a_topic_that_is_refused(StackFile stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            ChangeTopics topics = new ChangeTopics(admin, Duration.ofSeconds(30));
            topics.ensure(List.of("of.two.partitions"), 2, (short) 1);
            SimulatorException refused = assertThrows(
                    SimulatorException.class,
                    () -> topics.ensure(List.of("of.two.partitions", "not.there.yet"), 4, (short) 1));
            assertEquals("of.two.partitions", refused.where());
            assertFalse(admin.listTopics().names().get().contains("not.there.yet"));
        }
    }
}
