package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract through the Data API, with versions and tombstones in the rows. */
final class DataApiInlineContractTest extends PostgresContractTest {
    private final DataApiStandIn service = new DataApiStandIn(database());

    DataApiInlineContractTest() {
        super(Layout.INLINE, "NOT millrace_deleted", List.of("public.account", "public.event"));
    }

    @Override
    PostgresSettings route(PostgresSettings settings) {
        return settings.through(service.cluster());
    }

    @Override
    protected int writers() {
        return 8;
    }

    @AfterEach
    void stop() {
        service.close();
    }
}
