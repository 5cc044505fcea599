package dev.millrace.keyspaces;

import dev.millrace.keyspaces.KeyspacesSettings.AutoCreate;
import dev.millrace.keyspaces.KeyspacesSettings.ContactPoint;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the tests: a Cassandra on this machine, everything else changed where a test needs it. */
final class Settings {
    private final List<TableSettings> tables;
    private ContactPoint contactPoint = new ContactPoint("127.0.0.1", 9042);
    private String datacenter = "datacenter1";
    private String keyspace = Tables.KEYSPACE;
    private Login login = new Login.None();
    private Optional<Tls> tls = Optional.empty();
    private AutoCreate autoCreate = AutoCreate.CREATE;
    private Duration requestTimeout = Duration.ofSeconds(20);
    private int inFlight = 64;

    private Settings(List<TableSettings> tables) {
        this.tables = tables;
    }

    static Settings of(List<TableSettings> tables) {
        return new Settings(tables);
    }

    Settings at(String host, int port) {
        contactPoint = new ContactPoint(host, port);
        return this;
    }

    Settings datacenter(String name) {
        datacenter = name;
        return this;
    }

    Settings keyspace(String name) {
        keyspace = name;
        return this;
    }

    Settings login(Login given) {
        login = given;
        return this;
    }

    Settings encrypted() {
        tls = Optional.of(new Tls(Optional.empty(), Optional.empty()));
        return this;
    }

    Settings autoCreate(AutoCreate given) {
        autoCreate = given;
        return this;
    }

    Settings requestTimeout(Duration given) {
        requestTimeout = given;
        return this;
    }

    Settings inFlight(int given) {
        inFlight = given;
        return this;
    }

    KeyspacesSettings build() {
        return new KeyspacesSettings(
                Service.CASSANDRA,
                List.of(contactPoint),
                datacenter,
                keyspace,
                login,
                tls,
                autoCreate,
                1,
                requestTimeout,
                inFlight,
                2,
                "millrace_progress",
                Optional.empty(),
                tables,
                "millrace-test");
    }
}
