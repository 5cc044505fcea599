package dev.millrace.core.format.registry;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.avro.AvroSchemas;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a registry has answered. An id never means another schema, so a schema is kept for good; an id that is not known may
 * be so a moment later, and is asked for again after a while. Of those who ask for one id at once, one asks the registry. Safe for all
 * threads.
 */
public final class CachedSchemas implements AvroSchemas {
    /** Of what is rejected. */
    public static final String PLACE = "schema id";

    private static final long REFUSED_NANOS = Duration.ofSeconds(30).toNanos();
    /** A registry has fewer. Records that name more are garbled. */
    private static final int MOST = 10_000;

    private final SchemaRegistry registry;
    private final LongSupplier nanos;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();
    private final Map<String, FutureTask<Schema>> asked = new ConcurrentHashMap<>();

    /** An answer that may change. */
    private record Refused(Rejection rejection, long sinceNanos) {}

    /** @param nanos a clock that only goes forwards */
    public CachedSchemas(SchemaRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    @Override
    public Schema of(String id) throws Rejection, SchemaUnavailable {
        Schema schema = known.get(id);
        if (schema != null) {
            return schema;
        }
        Refused before = refused.get(id);
        if (before != null && nanos.getAsLong() - before.sinceNanos < REFUSED_NANOS) {
            throw before.rejection;
        }
        FutureTask<Schema> mine = new FutureTask<>(() -> ask(id));
        FutureTask<Schema> others = asked.putIfAbsent(id, mine);
        if (others != null) {
            return answer(others);
        }
        try {
            mine.run();
            return answer(mine);
        } finally {
            asked.remove(id, mine);
        }
    }

    private Schema ask(String id) throws Rejection, SchemaUnavailable {
        // Somebody may have had the answer since we looked.
        Schema since = known.get(id);
        if (since != null) {
            return since;
        }
        try {
            Optional<Schema> found = registry.schema(id);
            Schema schema = found.orElseThrow(() -> new Rejection(RejectionReason.UNDECODABLE, PLACE));
            put(known, id, schema);
            return schema;
        } catch (Rejection rejection) {
            put(refused, id, new Refused(rejection, nanos.getAsLong()));
            throw rejection;
        }
    }

    private static <T> void put(Map<String, T> answers, String id, T answer) {
        if (answers.size() >= MOST) {
            answers.clear();
        }
        answers.put(id, answer);
    }

    private static Schema answer(FutureTask<Schema> task) throws Rejection, SchemaUnavailable {
        try {
            return task.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SchemaUnavailable("the connector stops");
        } catch (ExecutionException failed) {
            @Nullable Throwable cause = failed.getCause();
            if (cause instanceof Rejection rejection) {
                throw rejection;
            }
            if (cause instanceof SchemaUnavailable away) {
                throw away;
            }
            throw new IllegalStateException("a defect while a schema was asked for", cause);
        }
    }
}
