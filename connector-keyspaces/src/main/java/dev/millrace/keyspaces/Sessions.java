package dev.millrace.keyspaces;

import com.datastax.dse.driver.api.core.config.DseDriverOption;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.millrace.core.target.Continuity;
import dev.millrace.keyspaces.KeyspacesSettings.ContactPoint;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.aws.mcs.auth.SigV4AuthProvider;

/** Opens the driver's session, set up for conditional writes that only the engine repeats. */
final class Sessions {
    /** A connection takes more than all statements at once: those that were given up keep their places until they are answered. */
    private static final int PLACES_PER_STATEMENT = 4;

    private static final int FEWEST_PLACES = 1_024;
    private static final int MOST_PLACES = 32_768;

    private Sessions() {}

    /**
     * @param continuity told when no node is up any more, and when a table has gone
     * @throws UnknownHostException where the name of a contact point does not resolve
     */
    static CqlSession open(KeyspacesSettings settings, Continuity continuity) throws UnknownHostException {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config(settings))
                .withLocalDatacenter(settings.localDatacenter())
                .withApplicationName(settings.sessionName())
                .withNodeStateListener(new NodeWatch(continuity, settings.localDatacenter()))
                .withSchemaChangeListener(TableWatch.of(settings, continuity));
        for (ContactPoint point : settings.contactPoints()) {
            builder.addContactPoint(endPoint(point));
        }
        if (settings.login() instanceof Login.Password password) {
            builder.withAuthCredentials(password.user(), password.password());
        }
        if (settings.login() instanceof Login.SigV4) {
            builder.withAuthProvider(
                    new SigV4AuthProvider(DefaultCredentialsProvider.builder().build(), settings.localDatacenter()));
        }
        settings.tls().ifPresent(tls -> builder.withSslEngineFactory(TlsEngines.of(tls)));
        return builder.build();
    }

    /**
     * By name, which the driver resolves at each attempt: servers that come back may have other addresses.
     *
     * @throws UnknownHostException where it does not resolve now
     */
    private static InetSocketAddress endPoint(ContactPoint point) throws UnknownHostException {
        var unused = InetAddress.getByName(point.host());
        return InetSocketAddress.createUnresolved(point.host(), point.port());
    }

    /** With which a read sees what conditional writes did. Amazon Keyspaces has no serial reads; its quorum reads see them. */
    static DefaultConsistencyLevel reads(KeyspacesSettings settings) {
        return settings.service() == Service.CASSANDRA
                ? DefaultConsistencyLevel.LOCAL_SERIAL
                : DefaultConsistencyLevel.LOCAL_QUORUM;
    }

    private static DriverConfigLoader config(KeyspacesSettings settings) {
        Duration timeout = settings.requestTimeout();
        Duration start = timeout.compareTo(Duration.ofSeconds(10)) > 0 ? timeout : Duration.ofSeconds(10);
        int places = Math.min(
                MOST_PLACES,
                Math.max(FEWEST_PLACES, PLACES_PER_STATEMENT * settings.inFlight() / settings.connections()));
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, settings.sessionName())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, timeout)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, DefaultConsistencyLevel.LOCAL_QUORUM.name())
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, false)
                .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, NeverRetry.class)
                // A conditional write takes no time of the client's, and the service refuses times that are off.
                .withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator")
                // Statements are logged with their values.
                .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                .withBoolean(DseDriverOption.MONITOR_REPORTING_ENABLED, false)
                .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, settings.connections())
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, places)
                .withInt(DefaultDriverOption.CONNECTION_MAX_ORPHAN_REQUESTS, places / 2)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, start)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, start)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, start)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, start)
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(10))
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                // Otherwise the driver rests for seconds after each table that is created, and when it is closed.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(settings.keyspace()));
        if (settings.service() == Service.CASSANDRA) {
            config.withString(
                    DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, DefaultConsistencyLevel.LOCAL_SERIAL.name());
        } else {
            // The service has one way only to decide a conditional write, and a ring of its own.
            config.withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, DefaultConsistencyLevel.SERIAL.name())
                    .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                    .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false);
        }
        return config.build();
    }
}
