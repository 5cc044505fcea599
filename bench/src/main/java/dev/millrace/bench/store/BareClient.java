package dev.millrace.bench.store;

import dev.millrace.core.target.RowWrite;
import java.util.concurrent.CompletionStage;

/** Writes rows as somebody would who needs nothing else. Safe for all threads. */
interface BareClient extends AutoCloseable {

    /** Completes with whether the row was written: it was new, or older. */
    CompletionStage<Boolean> write(RowWrite write);

    @Override
    void close();
}
