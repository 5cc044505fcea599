package dev.millrace.dynamodb;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Where the tables are.
 *
 * @param region that requests are signed for
 * @param endpoint that is called; empty: the service's own in the Region
 */
record Place(String region, Optional<URI> endpoint) {

    static Place of(DynamoDbAsyncClient client) {
        return new Place(client.serviceClientConfiguration().region().id(), Clients.endpoint(client));
    }

    /** Whoever answers, in words. */
    String server() {
        return endpoint.map(URI::getAuthority).orElse("DynamoDB in " + region);
    }

    /** The Region, and the endpoint where one is called, in words. */
    String words() {
        return "Region " + region + endpoint.map(called -> " at " + called).orElse("");
    }

    /** A command of the AWS CLI that works here. */
    String command(String action, String arguments) {
        return "aws dynamodb " + action + " --region " + region
                + endpoint.map(called -> " --endpoint-url " + called).orElse("") + " " + arguments;
    }
}
