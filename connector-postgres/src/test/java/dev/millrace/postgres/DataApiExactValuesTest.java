package dev.millrace.postgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every type is as exact through the Data API, where values travel as JSON. */
@Tag("once")
@TestInstance(Lifecycle.PER_CLASS)
final class DataApiExactValuesTest extends ExactValuesTest {
    private final DataApiStandIn service = new DataApiStandIn(DATABASE);

    @Override
    PostgresTarget open(PostgresSettings settings) {
        return PostgresTarget.open(settings.through(service.cluster()));
    }

    @AfterAll
    void stop() {
        service.close();
    }
}
