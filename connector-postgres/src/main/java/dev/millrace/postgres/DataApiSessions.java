package dev.millrace.postgres;

import dev.millrace.core.target.Access;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClientBuilder;

/**
 * Sessions through the Data API, with one client for all. It repeats no call: a statement that was executed but not answered would be
 * executed twice in its transaction. Safe for all threads.
 */
final class DataApiSessions implements SqlSessions {
    /** The service answers a statement that takes too long after the server has given it up. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final RdsDataClient client;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final DataApiServer cluster;
    private final String beginSql;

    DataApiSessions(PostgresSettings settings, DataApiServer cluster, Access access) {
        this.cluster = cluster;
        this.beginSql = Session.transactionSql(settings, access);
        Duration timeout = settings.statementTimeout().plus(SILENCE);
        RdsDataClientBuilder builder = RdsDataClient.builder()
                .region(Region.of(cluster.region()))
                .credentialsProvider(credentials)
                .httpClient(new DataApiHttp(settings.connectTimeout(), timeout))
                .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()));
        cluster.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    @Override
    public SqlSession borrow() {
        return new DataApiSession(client, cluster, beginSql);
    }

    @Override
    public void close() {
        client.close();
        credentials.close();
    }
}
