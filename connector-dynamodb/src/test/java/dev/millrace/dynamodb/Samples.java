package dev.millrace.dynamodb;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.util.ArrayList;
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
        List<Column> defined = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            defined.add(new Column(parts[0], ColumnTypes.parse(parts[1]).orElseThrow(), !key.contains(parts[0])));
        }
        List<Integer> indexes = key.stream()
                .map(part -> defined.stream().map(Column::name).toList().indexOf(part))
                .toList();
        TargetTable table = new TargetTable(name, defined, indexes);
        DefinedTable definition = new DefinedTable(
                "tables[0]", "BANK." + name.toUpperCase(Locale.ROOT), key, table, Writes.VERSION_BYTES);
        return new TableSettings(definition, pk, sk, "pk", "sk");
    }
}
