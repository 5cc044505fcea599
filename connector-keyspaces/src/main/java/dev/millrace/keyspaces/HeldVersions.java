package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads the versions that one table holds, so many rows at once. */
final class HeldVersions {
    private final PreparedTable table;
    private final int atOnce;

    HeldVersions(PreparedTable table, int atOnce) {
        this.table = table;
        this.atOnce = atOnce;
    }

    /** Blocks. */
    List<Optional<ChangeVersion>> read(List<RowKey> keys) {
        List<CompletableFuture<Optional<ChangeVersion>>> asked = new ArrayList<>(keys.size());
        List<Optional<ChangeVersion>> held = new ArrayList<>(keys.size());
        try {
            for (RowKey key : keys) {
                if (asked.size() - held.size() == atOnce) {
                    held.add(asked.get(held.size()).join());
                }
                asked.add(table.held(key).toCompletableFuture());
            }
            while (held.size() < asked.size()) {
                held.add(asked.get(held.size()).join());
            }
            return held;
        } catch (CompletionException error) {
            throw DriverFailure.of(error).exception();
        }
    }
}
