package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract through the Data API, with versions in a table of their own. */
final class DataApiContractTest extends PostgresContractTest {
    private final DataApiStandIn service = new DataApiStandIn(database());

    DataApiContractTest() {
        super(
                Layout.SIDECAR,
                "true",
                List.of("public.account", "public.event", "millrace.\"public.account\"", "millrace.\"public.event\""));
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
