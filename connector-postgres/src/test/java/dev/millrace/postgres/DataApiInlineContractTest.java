package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract through the Data API, with versions and tombstones in the rows. */
@Tag("once")
final class DataApiInlineContractTest extends PostgresContractTest {
    private final DataApiStandIn service = new DataApiStandIn(database());

    DataApiInlineContractTest() {
        super(Layout.INLINE, "NOT millrace_deleted", List.of("public.account", "public.event"));
    }

    @Override
    PostgresSettings route(PostgresSettings settings) {
        return settings.through(service.cluster());
    }

    /** A fifth: what is special about the service is tested with the other layout, and its calls take their time. */
    @Override
    protected int histories() {
        return super.histories() / 5;
    }

    @AfterEach
    void stop() {
        service.close();
    }
}
