package dev.millrace.bench.store;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code millrace bench redis}. */
@Command(
        name = "redis",
        description = {
            "Measures the Redis connector beside a bare client that pipelines calls of the same function, once with versions inline and"
                    + " once beside the rows.",
            "Takes about 4 minutes and 3 GB of memory, and 2 GB of disk in the temporary directory; --quick 1 minute."
        })
public final class RedisCommand extends StoreCommand {
    /** So many rows come together that more would only fill the memory. */
    private static final Usual USUAL = new Usual(24, 16, 4, 8_000_000);

    @Override
    Usual usual() {
        return USUAL;
    }

    @Override
    List<Variant> variants() {
        return List.of(
                directory -> new RedisStore(directory, RedisStore.Versions.INLINE),
                directory -> new RedisStore(directory, RedisStore.Versions.SIDECAR));
    }
}
