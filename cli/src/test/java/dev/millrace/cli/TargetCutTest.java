package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the database breaks at the worst moments. */
@ExtendWith(SharedStack.class)
final class TargetCutTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MARKER = "marked";

    @TempDir
    Path directory;

    @Test
    void a_change_is_applied_and_settled_wherever_its_request_is_cut(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "cut_requests");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                CuttingProxy proxy = proxy(stack)) {
            broker.createTopic(table.topic());
            try (CommandProcess connector = start(table, proxy, "engine:\n  retry-limit: 200ms\n")) {
                List<String> expected = new ArrayList<>();
                for (CuttingProxy.Cut cut : CuttingProxy.Cut.values()) {
                    int id = expected.size() + 1;
                    proxy.cut(cut);
                    long offset = broker.send(table.topic(), "key", Changes.insert(id, MARKER, id + ".00"));
                    await(cut.name()).atMost(LIMIT).until(() -> {
                        return broker.committed(table.name(), table.topic()).equals(Optional.of(offset + 1));
                    });
                    assertTrue(proxy.hasCut(), cut::name);
                    expected.add(id + "|" + MARKER + "|" + id + ".00");
                    assertEquals(expected, table.rows(), () -> cut + connector.err());
                }
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
        }
    }

    @Test
    void of_many_lanes_one_probes_a_target_that_is_gone(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "one_probe");
        int lanes = 4;
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                CuttingProxy proxy = proxy(stack)) {
            broker.createTopic(table.topic());
            String engine = "engine:\n  lanes: " + lanes + "\n  retry-first: 400ms\n  retry-limit: 400ms\n";
            try (CommandProcess connector = start(table, proxy, engine)) {
                proxy.follow(() -> false);
                int records = 64;
                for (int id = 1; id <= records; id++) {
                    broker.send(table.topic(), "key-" + id, Changes.insert(id, MARKER, "1.00"));
                }
                await("all lanes have tried, and several probes")
                        .atMost(LIMIT)
                        .until(() -> proxy.requests().size() >= lanes + 6);
                List<Long> tried = proxy.requests();
                // Each lane may have had a request under way when the first failed; after that, half the delay is the
                // least.
                List<Long> probes = tried.subList(lanes, tried.size());
                for (int i = 1; i < probes.size(); i++) {
                    long gap = TimeUnit.NANOSECONDS.toMillis(probes.get(i) - probes.get(i - 1));
                    assertTrue(gap >= 190, () -> "two probes within " + gap + " ms\n" + connector.err());
                }

                // The target is back, but its first answer takes a while: nobody else may ask meanwhile.
                CountDownLatch answer = new CountDownLatch(1);
                AtomicInteger asked = new AtomicInteger();
                proxy.follow(() -> {
                    asked.incrementAndGet();
                    answer.await();
                    return true;
                });
                await("a probe").atMost(LIMIT).until(() -> asked.get() > 0);
                await("nobody else asks")
                        .during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(3))
                        .until(() -> asked.get() == 1);
                answer.countDown();
                await("all rows").atMost(LIMIT).until(() -> table.rows().size() == records);
                await("all settled")
                        .atMost(LIMIT)
                        .until(() ->
                                broker.committed(table.name(), table.topic()).equals(Optional.of((long) records)));
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
        }
    }

    private static CuttingProxy proxy(StackFile stack) throws Exception {
        return new CuttingProxy(stack.postgres().host(), stack.postgres().port(), MARKER);
    }

    private CommandProcess start(OneTable table, CuttingProxy proxy, String engine) throws Exception {
        String direct = ":" + table.stack().postgres().port() + "/";
        String yaml = table.yaml().replace(direct, ":" + proxy.port() + "/") + engine;
        CommandProcess connector =
                CommandProcess.start(directory, "run", "postgres", "--config", OneTable.write(directory, yaml));
        connector.awaitText("assigned [", LIMIT);
        return connector;
    }
}
