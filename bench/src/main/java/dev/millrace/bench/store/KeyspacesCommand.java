package dev.millrace.bench.store;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code millrace bench keyspaces}. */
@Command(
        name = "keyspaces",
        description = {
            "Measures the Keyspaces connector beside a bare client that makes the same conditional writes, against Cassandra.",
            "Takes about 4 minutes and 1.5 GB of memory; --quick 1 minute. Needs a JDK 17 for Cassandra."
        })
public final class KeyspacesCommand extends StoreCommand {
    @Override
    List<Variant> variants() {
        return List.of(KeyspacesStore::new);
    }
}
