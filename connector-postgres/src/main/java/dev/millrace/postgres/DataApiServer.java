package dev.millrace.postgres;

import java.net.URI;
import java.util.Optional;

/**
 * An Aurora PostgreSQL cluster that is written through the RDS Data API.
 *
 * @param resourceArn of the cluster; its Region is where the service is called
 * @param secretArn of the secret in Secrets Manager with the role that writes
 * @param endpoint where the service is not the Region's own
 */
public record DataApiServer(
        String resourceArn, String secretArn, String database, String region, Optional<URI> endpoint) {

    /** Without what is only the account's. */
    @Override
    public String toString() {
        return resourceArn.substring(resourceArn.lastIndexOf(':') + 1) + "/" + database;
    }
}
