package dev.millrace.bench.store;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code millrace bench dynamodb}. */
@Command(
        name = "dynamodb",
        description = {
            "Measures the DynamoDB connector beside a bare client that makes the same conditional writes, against DynamoDB Local.",
            "Takes about 4 minutes and 1 GB of memory; --quick 1 minute."
        })
public final class DynamoDbCommand extends StoreCommand {
    @Override
    List<Variant> variants() {
        return List.of(DynamoDbStore::new);
    }
}
