package dev.millrace.dynamodb;

import dev.millrace.core.target.Access;
import dev.millrace.dynamodb.DynamoDbSettings.AutoCreate;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a test: what it does not say is as most want it. */
final class TestSettings {
    private final Optional<URI> endpoint;
    private final List<TableSettings> tables;
    private AutoCreate autoCreate = AutoCreate.CREATE;
    private Nulls nulls = Nulls.ABSENT;
    private int inFlight = 16;
    private Duration requestTimeout = Duration.ofSeconds(30);
    private String progressTable = "millrace_progress";
    private Optional<Duration> tombstones = Optional.empty();

    private TestSettings(Optional<URI> endpoint, List<TableSettings> tables) {
        this.endpoint = endpoint;
        this.tables = tables;
    }

    static TestSettings at(URI endpoint, TableSettings... tables) {
        return new TestSettings(Optional.of(endpoint), List.of(tables));
    }

    /** Of the service itself. */
    static TestSettings inRegion(TableSettings... tables) {
        return new TestSettings(Optional.empty(), List.of(tables));
    }

    TestSettings refusing() {
        autoCreate = AutoCreate.REFUSE;
        return this;
    }

    TestSettings nullType() {
        nulls = Nulls.NULL_TYPE;
        return this;
    }

    TestSettings inFlight(int calls) {
        inFlight = calls;
        return this;
    }

    TestSettings requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    TestSettings progressTable(String name) {
        progressTable = name;
        return this;
    }

    TestSettings tombstones(Duration kept) {
        tombstones = Optional.of(kept);
        return this;
    }

    DynamoDbSettings build() {
        return new DynamoDbSettings(
                Optional.of("eu-central-1"),
                endpoint,
                autoCreate,
                nulls,
                inFlight,
                requestTimeout,
                progressTable,
                tombstones,
                tables);
    }

    DynamoDbTarget open() {
        return DynamoDbTarget.open(build(), Access.WRITE, Samples.ANYBODY, Clock.systemUTC());
    }

    DynamoDbTarget openReadOnly() {
        return DynamoDbTarget.open(build(), Access.READ, Samples.ANYBODY, Clock.systemUTC());
    }
}
