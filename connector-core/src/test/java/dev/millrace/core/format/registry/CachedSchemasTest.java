package dev.millrace.core.format.registry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.SchemaUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CachedSchemasTest {
    private static final Schema LONG = Schema.create(Schema.Type.LONG);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    private CachedSchemas cached(SchemaRegistry registry) {
        return new CachedSchemas(
                id -> {
                    asked.incrementAndGet();
                    return registry.schema(id);
                },
                nanos::get);
    }

    @Test
    void a_schema_is_asked_for_once() throws Exception {
        CachedSchemas schemas = cached(id -> Optional.of(LONG));
        assertEquals(LONG, schemas.of("7"));
        nanos.addAndGet(Duration.ofDays(300).toNanos());
        assertEquals(LONG, schemas.of("7"));
        assertEquals(1, asked.get());
    }

    @Test
    void an_unknown_id_is_asked_for_again_after_half_a_minute() throws Exception {
        List<Schema> registered = new ArrayList<>();
        CachedSchemas schemas = cached(id -> registered.stream().findFirst());
        assertEquals(
                "schema id",
                assertThrows(Rejection.class, () -> schemas.of("7")).place());
        registered.add(LONG);
        assertThrows(Rejection.class, () -> schemas.of("7"));
        assertEquals(1, asked.get());
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertEquals(LONG, schemas.of("7"));
    }

    @Test
    void an_outage_is_not_remembered() throws Exception {
        List<Schema> there = new ArrayList<>();
        CachedSchemas schemas = cached(id -> {
            if (there.isEmpty()) {
                throw new SchemaUnavailable("away");
            }
            return Optional.of(there.get(0));
        });
        assertThrows(SchemaUnavailable.class, () -> schemas.of("7"));
        there.add(LONG);
        assertEquals(LONG, schemas.of("7"));
    }

    @Test
    void of_those_who_ask_at_once_one_asks_the_registry() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CachedSchemas schemas = cached(id -> {
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return Optional.of(LONG);
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Schema>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> schemas.of("7")));
            }
            await().until(() -> asked.get() > 0);
            answer.countDown();
            for (Future<Schema> each : answers) {
                assertEquals(LONG, each.get());
            }
            assertEquals(1, asked.get());
        } finally {
            threads.shutdownNow();
        }
    }
}
