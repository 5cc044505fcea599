package dev.millrace.dynamodb;

import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.testkit.Definitions;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Tables of the tests. */
final class Samples {
    static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("anybody", "nothing"));

    private Samples() {}

    /** @param columns as the configuration writes them, {@code id bigint} */
    static TableSettings table(String name, List<String> key, String... columns) {
        return table(name, Optional.empty(), Optional.empty(), key, columns);
    }

    static TableSettings table(
            String name, Optional<String> pk, Optional<String> sk, List<String> key, String... columns) {
        DefinedTable definition = Definitions.table("BANK." + name.toUpperCase(Locale.ROOT), name, key, columns);
        return new TableSettings(definition, pk, sk, "pk", "sk");
    }
}
