package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract through the Data API, with versions in a table of their own. */
@Tag("once")
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

    @AfterEach
    void stop() {
        service.close();
    }
}
