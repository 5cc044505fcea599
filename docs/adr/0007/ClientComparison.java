import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Conditional writes with one client of two: netty|crt ENDPOINT IN_FLIGHT SECONDS ROUNDS */
public final class ClientComparison {
    public static void main(String[] args) throws Exception {
        int inFlight = Integer.parseInt(args[2]);
        long seconds = Long.parseLong(args[3]);
        SdkAsyncHttpClient http = args[0].equals("netty")
                ? NettyNioAsyncHttpClient.builder().maxConcurrency(inFlight).build()
                : AwsCrtAsyncHttpClient.builder().maxConcurrency(inFlight).build();
        DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create(args[1]))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(Duration.ofSeconds(30)))
                .asyncConfiguration(a -> a.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClient(http)
                .build();
        String table = "t" + System.nanoTime();
        client.createTable(t -> t.tableName(table).billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(d -> d.attributeName("id").attributeType(ScalarAttributeType.N))).join();
        Semaphore room = new Semaphore(inFlight);
        for (int round = 0; round < Integer.parseInt(args[4]); round++) {
            LongAdder failed = new LongAdder();
            long start = System.nanoTime();
            long cpu = cpu();
            long id = 0;
            while (System.nanoTime() - start < seconds * 1_000_000_000L) {
                room.acquire();
                AttributeValue version = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[21]));
                Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromN(Long.toString(round * 10_000_000L + id++)),
                        "v", version, "name", AttributeValue.fromS("a name of some length"), "balance", AttributeValue.fromN("1234567.89"));
                client.putItem(p -> p.tableName(table).item(item)
                        .conditionExpression("attribute_not_exists(#v) OR #v < :v")
                        .expressionAttributeNames(Map.of("#v", "v")).expressionAttributeValues(Map.of(":v", version)))
                        .whenComplete((r, e) -> { if (e != null) failed.increment(); room.release(); });
            }
            room.acquire(inFlight);
            room.release(inFlight);
            double took = (System.nanoTime() - start) / 1e9;
            System.out.printf("%s in flight %d: %.0f writes/s, %.0f CPU s of the client per million, %d failed%n",
                    args[0], inFlight, id / took, (cpu() - cpu) / 1e9 / id * 1e6, failed.sum());
        }
        client.close();
        http.close();
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
