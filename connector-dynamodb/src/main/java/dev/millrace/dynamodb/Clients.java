package dev.millrace.dynamodb;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes the client of the service: without retries, which the engine makes, and with one connection for each call in flight. */
final class Clients {
    /** Calls that are no rows' writes: progress, versions, heartbeats. */
    private static final int SPARE_CONNECTIONS = 8;
    /** Rows' writes are bounded before they come here; the progress of many partitions waits for its turn. */
    private static final int MOST_WAITING = 100_000;

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Connections that close have something to tell yet. */
    private static final long QUIET_MILLIS = 300;

    private static final long LONGEST_END_MILLIS = 2_000;

    private Clients() {}

    /** @throws ConfigurationException where there is no Region, or there are no credentials */
    static DynamoDbAsyncClient open(
            DynamoDbSettings settings, AwsCredentialsProvider credentials, EventLoopGroup threads) {
        requireCredentials(credentials);
        DynamoDbAsyncClientBuilder builder = DynamoDbAsyncClient.builder()
                .region(region(settings))
                .credentialsProvider(credentials)
                .overrideConfiguration(client ->
                        client.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(settings.requestTimeout()))
                // Whoever is told of an answer only notes it: not worth another thread.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClientBuilder(connections(settings, threads));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** What the client calls where that is not the service's own in the Region: the configuration names it, or the environment. */
    static Optional<URI> endpoint(DynamoDbAsyncClient client) {
        return client.serviceClientConfiguration().endpointOverride();
    }

    /** No connection gives up before its call does: its own limits would be 30 s. */
    static NettyNioAsyncHttpClient.Builder connections(DynamoDbSettings settings, EventLoopGroup threads) {
        return NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(SdkEventLoopGroup.create(threads))
                .maxConcurrency(settings.inFlight() + SPARE_CONNECTIONS)
                .maxPendingConnectionAcquires(MOST_WAITING)
                .connectionAcquisitionTimeout(settings.requestTimeout())
                .connectionTimeout(CONNECT_TIMEOUT)
                .readTimeout(settings.requestTimeout())
                .writeTimeout(settings.requestTimeout())
                .tcpKeepAlive(true);
    }

    /** What carries the calls. Whoever asks for it ends it: the client would take 2 s to do so. */
    static EventLoopGroup threads() {
        return new NioEventLoopGroup(0, new DefaultThreadFactory("dynamodb", true));
    }

    /** After the client was closed. */
    static void end(EventLoopGroup threads, AwsCredentialsProvider credentials) {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        threads.shutdownGracefully(QUIET_MILLIS, LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }

    private static Region region(DynamoDbSettings settings) {
        try {
            return settings.region().map(Region::of).orElseGet(() -> new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException nowhere) {
            throw refused(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "target.region",
                    "no AWS Region is given, and the environment names none",
                    "set target.region, or AWS_REGION");
        }
    }

    private static void requireCredentials(AwsCredentialsProvider credentials) {
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw refused(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target",
                    "no AWS credentials are found",
                    "give the pod a role (IRSA or EKS Pod Identity), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY; a local server takes any");
        }
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }
}
