package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.KeyspacesClientBuilder;

/** The way in which each service creates. */
final class Creators {
    private Creators() {}

    static Creator of(KeyspacesSettings settings, CqlSession session, Consumer<Duration> pause) {
        return settings.service() == Service.CASSANDRA
                ? new CqlCreator(session, settings.localDatacenter(), settings.replicas(), new Patience(pause))
                : new ControlPlaneCreator(controlPlane(settings), pause);
    }

    /** Signs with what the SDK's default chain of credentials finds, whatever the tables are written with. */
    static KeyspacesClient controlPlane(KeyspacesSettings settings) {
        KeyspacesClientBuilder builder = KeyspacesClient.builder()
                .region(Region.of(settings.localDatacenter()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(30)));
        settings.controlEndpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
