package dev.millrace.bench.store;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code millrace bench postgres}. */
@Command(
        name = "postgres",
        description = {
            "Measures the PostgreSQL connector beside a bare client that upserts whole batches on the same condition, once with versions"
                    + " beside the rows and once inline.",
            "Takes about 5 minutes, 2 GB of memory and several GB of disk in the temporary directory; --quick 1 minute. MILLRACE_ENGINE_LANES sets the connections of both."
        })
public final class PostgresCommand extends StoreCommand {
    private static final Usual USUAL = new Usual(24, 16, 4, 8_000_000);
    private static final String LANES = "MILLRACE_ENGINE_LANES";
    private static final String USUAL_LANES = "4";

    @Override
    Usual usual() {
        return USUAL;
    }

    @Override
    List<Variant> variants() {
        int connections = Integer.parseInt(System.getenv().getOrDefault(LANES, USUAL_LANES));
        return List.of(
                directory -> new PostgresStore(directory, Layout.SIDECAR, connections),
                directory -> new PostgresStore(directory, Layout.INLINE, connections));
    }
}
