package dev.millrace.bench.store;

import dev.millrace.bench.run.RunningConnector;
import dev.millrace.dynamodb.DynamoDbConfig;
import dev.millrace.dynamodb.DynamoDbSettings;
import dev.millrace.dynamodb.DynamoDbTarget;
import dev.millrace.stack.DynamoDbServer;
import dev.millrace.stack.Storage;
import java.net.URI;
import java.nio.file.Path;

/** DynamoDB Local. */
final class DynamoDbStore implements Store {
    private static final String TABLE = "account";
    private static final String REGION = "us-east-1";

    private final DynamoDbServer server;

    DynamoDbStore(Path directory) {
        // Any will do: the server takes whoever comes, but the client wants some.
        System.setProperty("aws.accessKeyId", "bench");
        System.setProperty("aws.secretAccessKey", "bench");
        this.server = DynamoDbServer.start(directory, Storage.FLEETING);
    }

    @Override
    public String name() {
        return "DynamoDB Local";
    }

    @Override
    public String target(int inFlight) {
        return String.join(
                "\n",
                "region: " + REGION,
                "endpoint: " + server.endpoint(),
                "auto-create: true",
                "in-flight: " + inFlight,
                "");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public RunningConnector.TargetReader targetReader() {
        return (reader, connector) -> {
            DynamoDbSettings settings = DynamoDbConfig.read(reader, connector);
            return () -> DynamoDbTarget.open(settings);
        };
    }

    @Override
    public Bare bare(int inFlight) {
        return new BareLoop(new BareDynamoDb(URI.create(server.endpoint()), REGION, TABLE, inFlight), inFlight);
    }

    @Override
    public void close() {
        server.close();
    }
}
